import { type Context, ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import type { AddressRow, NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { type Holder, type SubnetAddresses, subnetAddresses } from '../subnet/addresses.ts';
import { interfaceOnInstance, type OnInstance } from './load-locked.ts';
import { attachedAllowance, detachedAllowance } from './parameters.ts';
import { addressesOfInterface } from './rows.ts';

/**
 * An interface whose addresses are to change, locked, with the number of addresses that it holds
 * and may hold.
 */
export interface AddressHolder extends OnInstance {
  readonly addresses: readonly AddressRow[];
  readonly allowance: { readonly ipv4: number; readonly ipv6: number };
}

/**
 * Loads the holder of addresses. If the catalogue no longer has the instance's type, the limit is
 * that of a detached interface.
 */
export async function addressHolder(
  tx: Reader,
  context: Context,
  id: string,
): Promise<AddressHolder> {
  const { world } = context;
  const found = await interfaceOnInstance(tx, ownKey(context, id));
  const type = found.instance && world.instanceType(found.instance.instance_type_id);
  return {
    ...found,
    addresses: found.networkInterface ? await tx.all(addressesOfInterface, { id }) : [],
    allowance: type ? attachedAllowance(type) : detachedAllowance(context),
  };
}

export const ofFamily = (addresses: readonly AddressRow[], family: 4 | 6): AddressRow[] =>
  addresses.filter((address) => address.family === family);

/**
 * Loads what a new address needs: the subnet, locked, and the position after the newest address.
 */
export async function nextPlace(
  tx: Writer,
  { networkInterface, addresses }: AddressHolder,
): Promise<{ subnet: SubnetAddresses; holder: Holder }> {
  if (networkInterface === undefined) return refuse(vpcRefusals.EniNotFound);
  const subnet = await tx.first(subnetAddresses, { id: networkInterface.subnet_id });
  if (subnet === undefined) return refuse(vpcRefusals.SubnetNotFound);
  const position = (addresses.at(-1)?.position ?? -1) + 1;
  const holder = { networkInterfaceId: networkInterface.id, position, primary: false };
  return { subnet, holder };
}

/**
 * Updates the interface's row when its addresses change: clients read UpdatedAt. Packets meet the
 * change if the interface is on an instance.
 */
export async function addressesChange(
  tx: Writer,
  networkInterface: Pick<NetworkInterfaceRow, 'id' | 'instance_id' | 'vpc_id'> | undefined,
): Promise<void> {
  if (networkInterface === undefined) return;
  await tx.update('network_interface', networkInterface.id, {});
  if (networkInterface.instance_id === null) tx.touchNothing();
  else tx.touch('vpc', networkInterface.vpc_id);
}
