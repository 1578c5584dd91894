import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Writer } from '#store/store.ts';
import type { NatIpStatus } from './lifecycle.ts';

/** What a new NAT IP is made of. The gateway's interface has the address already. */
export interface NatIpSpec {
  readonly gateway: Pick<NatGatewayRow, 'id' | 'account_id' | 'region' | 'project_name'>;
  readonly address: string;
  readonly isDefault: boolean;
  readonly status: NatIpStatus;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** Makes a NAT IP. Resolves to its id. */
export async function makeNatIp(tx: Writer, context: Context, spec: NatIpSpec): Promise<string> {
  const { gateway } = spec;
  const id = context.ids.resource(RESOURCES.nat_ip.idPrefix);
  await tx.insert('nat_ip', {
    id,
    account_id: gateway.account_id,
    region: gateway.region,
    project_name: gateway.project_name,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: spec.status,
    nat_gateway_id: gateway.id,
    ip_address: spec.address,
    is_default: spec.isDefault ? 1 : 0,
  });
  return id;
}
