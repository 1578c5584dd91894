import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { bindMadeEip } from '#services/vpc/eip/bind.ts';
import { makeEip } from '#services/vpc/eip/make.ts';
import { makeInterface } from '#services/vpc/network-interface/make.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { SubnetRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { ipv6Asked } from './ipv6.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { RENEWAL } from './subscription.ts';

/** What a new load balancer is made of. The subnet's row is locked. */
interface LoadBalancerSpec {
  readonly subnet: SubnetRow;
  readonly asked: {
    readonly Type: string;
    readonly LoadBalancerName?: string | undefined;
    readonly Description?: string | undefined;
    readonly LoadBalancerSpec: string;
    readonly LoadBalancerBillingType: number;
    readonly AddressIpVersion: string;
    readonly EniAddress?: string | undefined;
    readonly EniAddressNum?: number | undefined;
    readonly EniIpv6Address?: string | undefined;
    readonly MasterZoneId?: string | undefined;
    readonly SlaveZoneId?: string | undefined;
    readonly ModificationProtectionStatus?: string | undefined;
    readonly ModificationProtectionReason?: string | undefined;
    readonly BypassSecurityGroupEnabled?: string | undefined;
    readonly AllowedPorts?: readonly string[] | undefined;
    readonly ProjectName: string;
    readonly Tags?: readonly Tag[] | undefined;
  };
  /** The EIP that is made with it, if one is. */
  readonly eip:
    | {
        readonly ISP?: string | undefined;
        readonly EipBillingType: number;
        readonly Bandwidth?: number | undefined;
        readonly SecurityProtectionTypes?: readonly string[] | undefined;
        readonly BandwidthPackageId?: string | undefined;
      }
    | undefined;
  readonly expiresAt: number;
}

/**
 * Makes a load balancer that is Creating, with an interface in its subnet that it manages. Its EIP,
 * if it gets one, is on it at once.
 * @throws Refused as `makeInterface` and `makeEip`.
 */
export async function makeLoadBalancer(
  tx: Writer,
  context: Context,
  { subnet, asked, eip, expiresAt }: LoadBalancerSpec,
): Promise<string> {
  const id = context.ids.resource(RESOURCES.load_balancer.idPrefix);
  const owner = { id, account_id: context.accountId, region: context.region.id };
  const networkInterfaceId = await makeInterface(tx, context, {
    accountId: context.accountId,
    type: 'secondary',
    status: 'InUse',
    instanceId: null,
    subnet,
    projectName: asked.ProjectName,
    primaryIpAddress: asked.EniAddress,
    primaryParameter: 'EniAddress',
    securityGroupIds: [],
    ipv6: ipv6Asked(asked),
    serviceManaged: true,
  });
  const own = await tx.first(interfaceById, { id: networkInterfaceId });
  const address = own?.primary_ip_address ?? '';
  const made =
    eip &&
    (await makeEip(tx, context, {
      accountId: context.accountId,
      projectName: asked.ProjectName,
      isp: eip.ISP,
      billingType: eip.EipBillingType,
      expiresAt: expiresAt || undefined,
      bandwidth: eip.Bandwidth,
      securityProtectionTypes: eip.SecurityProtectionTypes,
      bandwidthPackageId: eip.BandwidthPackageId,
    }));
  if (made) {
    await bindMadeEip(tx, {
      allocationId: made.id,
      instanceType: 'ClbInstance',
      instanceId: id,
      networkInterfaceId,
      privateIpAddress: address,
    });
  }
  await tx.insert('load_balancer', {
    ...owner,
    project_name: asked.ProjectName,
    name: asked.LoadBalancerName ?? id,
    description: asked.Description ?? '',
    status: TRANSITIONS.create.from,
    vpc_id: subnet.vpc_id,
    subnet_id: subnet.id,
    network_interface_id: networkInterfaceId,
    eni_address: address,
    eni_address_num: asked.EniAddressNum ?? 0,
    type: asked.Type,
    address_ip_version: asked.AddressIpVersion,
    spec: asked.LoadBalancerSpec,
    billing_type: asked.LoadBalancerBillingType,
    expires_at: expiresAt,
    ...RENEWAL.byHand,
    master_zone_id: asked.MasterZoneId ?? subnet.zone_id,
    slave_zone_id: asked.SlaveZoneId ?? '',
    modification_protection_status: asked.ModificationProtectionStatus ?? '',
    modification_protection_reason: asked.ModificationProtectionReason ?? '',
    bypass_security_group_enabled: asked.BypassSecurityGroupEnabled ?? 'off',
    allowed_ports: JSON.stringify(asked.AllowedPorts ?? []),
    own_eip_id: made?.id ?? '',
    access_log_bucket_name: '',
    access_log_tls_project_id: '',
    access_log_tls_topic_id: '',
    health_check_log_topic_id: '',
  });
  tx.touch('vpc', subnet.vpc_id);
  await addTags(tx, owner, 'CLB', asked.Tags);
  return id;
}
