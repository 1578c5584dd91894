import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import { makeInterface } from '#services/vpc/network-interface/make.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import type { Tag } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { SubnetRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { makeNatIp } from '../nat-ip/make.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** What a new NAT gateway is made of. The subnet's row is locked. */
export interface NatGatewaySpec {
  readonly subnet: SubnetRow;
  readonly networkType: NatGatewayRow['network_type'];
  readonly spec: string;
  readonly billingType: number;
  /** When its subscription ends, in milliseconds since the epoch; 0 without one. */
  readonly expiresAt: number;
  readonly directMode: boolean;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly projectName: string;
  readonly tags: readonly Tag[] | undefined;
}

/**
 * Makes a NAT gateway that is Creating, with an interface in its subnet that it manages; the address of
 * an intranet gateway's is its default NAT IP.
 * @throws Refused as `makeInterface`.
 */
export async function makeNatGateway(
  tx: Writer,
  context: Context,
  spec: NatGatewaySpec,
): Promise<NatGatewayRow['id']> {
  const { subnet } = spec;
  const id = context.ids.resource(RESOURCES.nat_gateway.idPrefix);
  const owner = { id, account_id: context.accountId, region: context.region.id };
  const networkInterfaceId = await makeInterface(tx, context, {
    accountId: context.accountId,
    type: 'secondary',
    status: 'InUse',
    instanceId: null,
    subnet,
    projectName: spec.projectName,
    securityGroupIds: [],
    serviceManaged: true,
  });
  await tx.insert('nat_gateway', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: TRANSITIONS.create.from,
    vpc_id: subnet.vpc_id,
    subnet_id: subnet.id,
    zone_id: subnet.zone_id,
    network_interface_id: networkInterfaceId,
    network_type: spec.networkType,
    spec: spec.spec,
    billing_type: spec.billingType,
    expires_at: spec.expiresAt,
    direct_mode: spec.directMode ? 1 : 0,
    smart_schedule_enabled: 0,
    smart_schedule_rule: '',
  });
  tx.touch('vpc', subnet.vpc_id);
  await addTags(tx, owner, 'ngw', spec.tags);
  if (spec.networkType === 'intranet') {
    const gateway = { ...owner, project_name: spec.projectName };
    const address = (await tx.first(interfaceById, { id: networkInterfaceId }))?.primary_ip_address;
    await makeNatIp(tx, context, {
      gateway,
      address: address ?? '',
      isDefault: true,
      status: 'Available',
    });
  }
  return id;
}
