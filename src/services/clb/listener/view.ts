import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import { listsOf } from '#store/lists.ts';
import type { ListenerRow } from '#store/schema/clb.ts';
import type { Reader } from '#store/store.ts';
import { aclsOfListeners } from './rows.ts';
import { defaultSettings, readSettings } from './settings.ts';

/** A listener as both Describe actions show it. Source: the SDK's types. */
export const listenerResult = () =>
  z.object({
    ListenerId: z.string(),
    ListenerName: z.string(),
    Description: z.string(),
    LoadBalancerId: z.string(),
    ServerGroupId: z.string(),
    Protocol: z.string(),
    Port: z.int(),
    StartPort: z.int(),
    EndPort: z.int(),
    Status: z.string(),
    AclIds: z.array(z.string()),
    AclStatus: z.string(),
    AclType: z.string(),
    Bandwidth: z.int(),
    CAEnabled: z.string(),
    CACertificateId: z.string(),
    CertCenterCertificateId: z.string(),
    CertificateId: z.string(),
    CertificateSource: z.string(),
    ClientBodyTimeout: z.int(),
    ClientHeaderTimeout: z.int(),
    ConnectionDrainEnabled: z.string(),
    ConnectionDrainTimeout: z.int(),
    Cookie: z.string(),
    Cps: z.int(),
    DomainExtensions: z.array(
      z.object({
        DomainExtensionId: z.string(),
        Domain: z.string(),
        CertificateSource: z.string(),
        CertCenterCertificateId: z.string(),
      }),
    ),
    Enabled: z.string(),
    EnhancedSchedulerEnable: z.string(),
    EstablishedTimeout: z.int(),
    HealthCheck: z.object({
      Enabled: z.string(),
      Interval: z.int(),
      Timeout: z.int(),
      HealthyThreshold: z.int(),
      UnHealthyThreshold: z.int(),
      Port: z.int(),
      Domain: z.string(),
      Uri: z.string(),
      Method: z.string(),
      HttpCode: z.string(),
      UdpRequest: z.string(),
      UdpExpect: z.string(),
    }),
    Http2Enabled: z.string(),
    KeepaliveTimeout: z.int(),
    LoadType: z.string(),
    MaxConnections: z.int(),
    PersistenceTimeout: z.int(),
    PersistenceType: z.string(),
    ProxyConnectTimeout: z.int(),
    ProxyProtocolType: z.string(),
    ProxyReadTimeout: z.int(),
    ProxySendTimeout: z.int(),
    ResponseCheckEnabled: z.string(),
    Scheduler: z.string(),
    SecurityPolicyId: z.string(),
    SendTimeout: z.int(),
    WafProtectionEnabled: z.string(),
    Tags: z.array(tagResult()),
    CreateTime: z.string(),
    UpdateTime: z.string(),
  });

export type ListenerView = z.infer<ReturnType<typeof listenerResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewListeners(
  tx: Reader,
  rows: readonly ListenerRow[],
): Promise<ListenerView[]> {
  const ids = rows.map(({ id }) => id);
  const acls = await listsOf(tx, ids, 'listener_id', aclsOfListeners, ({ acl_id }) => acl_id);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    ...defaultSettings(row.protocol),
    ...readSettings(row),
    ListenerId: row.id,
    ListenerName: row.name,
    Description: row.description,
    LoadBalancerId: row.load_balancer_id,
    ServerGroupId: row.server_group_id,
    Protocol: row.protocol,
    Port: row.port,
    StartPort: row.start_port,
    EndPort: row.end_port,
    Status: row.status,
    AclIds: acls.get(row.id) ?? [],
    CACertificateId: row.ca_certificate_id,
    CertificateId: row.certificate_id,
    DomainExtensions: [],
    ResponseCheckEnabled: 'off',
    WafProtectionEnabled: 'off',
    Tags: tags.get(row.id) ?? [],
    CreateTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
