import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { id, integer, note } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import { loadBalancerOfInterface } from '#services/clb/load-balancer/rows.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { ownBandwidthPackageToChange } from '../bandwidth-package/rows.ts';
import { BILLING } from '../billing-types.ts';
import { creationParameters } from '../creation-parameters.ts';
import { ipv6GatewayToUse } from '../ipv6-gateway/rows.ts';
import { addressesOfInterface, ownInterface } from '../network-interface/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv6BlockHolds, ipv6Text } from '../subnet/range.ts';
import { addTags } from '../tag/rows.ts';
import { type Blocks, blocksOf } from '../vpc/cidr-rows.ts';
import { allocateRules } from './allocate.rules.ts';
import { mostAtFirst } from './bandwidth.ts';
import { bandwidthOfAddress, holderOfIpv6 } from './rows.ts';

/** Gives public bandwidth to an IPv6 address of an interface. It is Available at once. */
export const allocateIpv6AddressBandwidth = writeAction({
  name: 'AllocateIpv6AddressBandwidth',
  summary: 'give an IPv6 address public bandwidth',
  parameters: () =>
    z.object({
      Ipv6Address: z.string().max(64),
      BillingType: integer(BILLING.byBandwidth, BILLING.byTraffic),
      Bandwidth: note(integer(1, 1_000_000), {
        malformed: vpcRefusals.Ipv6BandwidthTooSmall,
        tooLong: vpcRefusals.EipBandwidthTooLarge,
      }).default(1),
      BandwidthPackageId: id().optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ AllocationId: z.string(), AllocationIds: z.array(z.string()) }),
  rules: allocateRules,
  refusals: [vpcRefusals.Ipv6BandwidthTooSmall],

  // The interface is locked before the gateway, which then cannot be deleted.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const address = ipv6Text(input.Ipv6Address);
    const networkInterface =
      address === undefined ? undefined : await lockedHolder(tx, owner, address);
    const vpcId = networkInterface?.vpc_id ?? '';
    const isp = ispOf(await blocksOf(tx, vpcId), address ?? '');
    return {
      bandwidth: input.Bandwidth,
      bandwidthAllowed: mostAtFirst(input.BillingType),
      billingType: input.BillingType,
      address,
      networkInterface,
      loadBalancer: await tx.first(loadBalancerOfInterface, {
        networkInterfaceId: networkInterface?.id ?? '',
      }),
      ipv6Gateway: await tx.first(ipv6GatewayToUse, { vpcId }),
      present: (
        await tx.first(bandwidthOfAddress, {
          networkInterfaceId: networkInterface?.id ?? '',
          address: address ?? '',
        })
      )?.id,
      isp,
      bandwidthPackageId: input.BandwidthPackageId,
      joining: networkInterface && {
        family: 6 as const,
        billingType: input.BillingType,
        isp,
        protection: undefined,
      },
      bandwidthPackage:
        input.BandwidthPackageId === undefined
          ? undefined
          : await tx.first(ownBandwidthPackageToChange, ownKey(context, input.BandwidthPackageId)),
    };
  },

  async change(tx, { address, networkInterface, isp }, input, context) {
    if (address === undefined) refuse(vpcRefusals.Ipv6Malformed);
    if (networkInterface === undefined) refuse(vpcRefusals.Ipv6NotFound);
    const id = context.ids.resource(RESOURCES.ipv6_address_bandwidth.idPrefix);
    const owner = ownKey(context, id);
    await tx.insert('ipv6_address_bandwidth', {
      ...owner,
      project_name: input.ProjectName,
      name: id,
      description: '',
      status: 'Available',
      vpc_id: networkInterface.vpc_id,
      network_interface_id: networkInterface.id,
      ipv6_address: address,
      isp,
      bandwidth: input.Bandwidth,
      billing_type: input.BillingType,
      bandwidth_package_id: input.BandwidthPackageId ?? '',
      independent_bandwidth: 0,
    });
    tx.touch('vpc', networkInterface.vpc_id);
    await addTags(tx, owner, 'ipv6addressbandwidth', input.Tags);
    return { AllocationId: id, AllocationIds: [id] };
  },
});

/** The caller's interface that holds the address, locked so that it keeps the address. */
async function lockedHolder(
  tx: Reader,
  owner: { account_id: string; region: string },
  address: string,
): Promise<NetworkInterfaceRow | undefined> {
  const seen = await tx.first(holderOfIpv6, { ...owner, address });
  const locked = seen && (await tx.first(ownInterface, { id: seen.id, ...owner }));
  if (locked === undefined) return undefined;
  const held = await tx.all(addressesOfInterface, { id: locked.id });
  return held.some((row) => row.address === address) ? locked : undefined;
}

/** The carrier of the VPC's block that contains the address. */
function ispOf({ ipv6 }: Blocks, address: string): string {
  return ipv6.find(({ cidr_block }) => ipv6BlockHolds(cidr_block, `${address}/128`))?.isp ?? '';
}
