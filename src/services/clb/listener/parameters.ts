import * as z from 'zod';
import { id, integer, list, text } from '#core/parameters.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { onOff } from '../parameters.ts';
import type { HealthCheck, Settings } from './settings.ts';

/** In seconds. Ours is the limit. */
const seconds = () => integer(0, 86_400).optional();
/** -1 stands for no limit. */
const limit = () => integer(-1, 10_000_000).optional();

/** The SDK and Terraform spell two of them differently. */
const healthCheck = () =>
  z.object({
    Enabled: onOff().optional(),
    Interval: integer(1, 300).optional(),
    Timeout: integer(1, 300).optional(),
    HealthyThreshold: integer(1, 10).optional(),
    UnhealthyThreshold: integer(1, 10).optional(),
    UnHealthyThreshold: integer(1, 10).optional(),
    Port: integer(0, 65_535).optional(),
    Domain: text(256).optional(),
    URI: text(256).optional(),
    Uri: text(256).optional(),
    Method: z.enum(['GET', 'HEAD']).optional(),
    HttpCode: text(128).optional(),
    UdpRequest: text(256).optional(),
    UdpExpect: text(256).optional(),
  });

/** What a new listener is told, and what can be changed of one. */
export const listenerSettings = () => ({
  ListenerName: resourceName().optional(),
  Description: description().optional(),
  Enabled: onOff().optional(),
  AclStatus: onOff().optional(),
  AclType: z.enum(['white', 'black']).optional(),
  AclIds: list(id(), 5).optional(),
  Bandwidth: limit(),
  Cps: limit(),
  MaxConnections: limit(),
  CertificateId: id().optional(),
  CertificateSource: text(64).optional(),
  CertCenterCertificateId: id().optional(),
  CAEnabled: onOff().optional(),
  CACertificateId: id().optional(),
  SecurityPolicyId: id().optional(),
  Http2Enabled: onOff().optional(),
  Scheduler: z.enum(['wrr', 'wlc', 'sh']).optional(),
  EnhancedSchedulerEnable: onOff().optional(),
  LoadType: text(64).optional(),
  PersistenceType: z.enum(['off', 'source_ip', 'insert', 'server']).optional(),
  PersistenceTimeout: seconds(),
  Cookie: text(256).optional(),
  ConnectionDrainEnabled: onOff().optional(),
  ConnectionDrainTimeout: seconds(),
  ProxyProtocolType: text(64).optional(),
  EstablishedTimeout: seconds(),
  ClientBodyTimeout: seconds(),
  ClientHeaderTimeout: seconds(),
  KeepaliveTimeout: seconds(),
  ProxyConnectTimeout: seconds(),
  ProxyReadTimeout: seconds(),
  ProxySendTimeout: seconds(),
  SendTimeout: seconds(),
  HealthCheck: healthCheck().optional(),
});

export type ListenerSettings = z.infer<z.ZodObject<ReturnType<typeof listenerSettings>>>;

/** The settings of a listener after a request: what it leaves out stays as it is. */
export function settingsAfter(before: Settings, input: ListenerSettings): Settings {
  return {
    AclStatus: input.AclStatus ?? before.AclStatus,
    AclType: input.AclType ?? before.AclType,
    Bandwidth: input.Bandwidth ?? before.Bandwidth,
    CAEnabled: input.CAEnabled ?? before.CAEnabled,
    CertCenterCertificateId: input.CertCenterCertificateId ?? before.CertCenterCertificateId,
    CertificateSource: input.CertificateSource ?? before.CertificateSource,
    ClientBodyTimeout: input.ClientBodyTimeout ?? before.ClientBodyTimeout,
    ClientHeaderTimeout: input.ClientHeaderTimeout ?? before.ClientHeaderTimeout,
    ConnectionDrainEnabled: input.ConnectionDrainEnabled ?? before.ConnectionDrainEnabled,
    ConnectionDrainTimeout: input.ConnectionDrainTimeout ?? before.ConnectionDrainTimeout,
    Cookie: input.Cookie ?? before.Cookie,
    Cps: input.Cps ?? before.Cps,
    Enabled: input.Enabled ?? before.Enabled,
    EnhancedSchedulerEnable: input.EnhancedSchedulerEnable ?? before.EnhancedSchedulerEnable,
    EstablishedTimeout: input.EstablishedTimeout ?? before.EstablishedTimeout,
    HealthCheck: checkAfter(before.HealthCheck, input.HealthCheck ?? {}),
    Http2Enabled: input.Http2Enabled ?? before.Http2Enabled,
    KeepaliveTimeout: input.KeepaliveTimeout ?? before.KeepaliveTimeout,
    LoadType: input.LoadType ?? before.LoadType,
    MaxConnections: input.MaxConnections ?? before.MaxConnections,
    PersistenceTimeout: input.PersistenceTimeout ?? before.PersistenceTimeout,
    PersistenceType: input.PersistenceType ?? before.PersistenceType,
    ProxyConnectTimeout: input.ProxyConnectTimeout ?? before.ProxyConnectTimeout,
    ProxyProtocolType: input.ProxyProtocolType ?? before.ProxyProtocolType,
    ProxyReadTimeout: input.ProxyReadTimeout ?? before.ProxyReadTimeout,
    ProxySendTimeout: input.ProxySendTimeout ?? before.ProxySendTimeout,
    Scheduler: input.Scheduler ?? before.Scheduler,
    SecurityPolicyId: input.SecurityPolicyId ?? before.SecurityPolicyId,
    SendTimeout: input.SendTimeout ?? before.SendTimeout,
  };
}

type AskedCheck = NonNullable<ListenerSettings['HealthCheck']>;

function checkAfter(before: HealthCheck, asked: AskedCheck): HealthCheck {
  return {
    Enabled: asked.Enabled ?? before.Enabled,
    Interval: asked.Interval ?? before.Interval,
    Timeout: asked.Timeout ?? before.Timeout,
    HealthyThreshold: asked.HealthyThreshold ?? before.HealthyThreshold,
    UnHealthyThreshold:
      asked.UnHealthyThreshold ?? asked.UnhealthyThreshold ?? before.UnHealthyThreshold,
    Port: asked.Port ?? before.Port,
    Domain: asked.Domain ?? before.Domain,
    Uri: asked.Uri ?? asked.URI ?? before.Uri,
    Method: asked.Method ?? before.Method,
    HttpCode: asked.HttpCode ?? before.HttpCode,
    UdpRequest: asked.UdpRequest ?? before.UdpRequest,
    UdpExpect: asked.UdpExpect ?? before.UdpExpect,
  };
}
