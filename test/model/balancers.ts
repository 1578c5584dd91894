import { type ModelAddresses, NOTHING, nameIpv4, nameIpv6 } from './addresses.ts';
import type { LoadBalancer } from './balancer-state.ts';
import { joinRefusal, SUBSCRIPTION } from './bandwidth-packages.ts';
import { quotaRefusal } from './eip-allocation.ts';
import { type Addresses, addressesRefusal, hold } from './interfaces.ts';
import type { BandwidthPackage, Bought, Eni, Model, Subnet } from './state.ts';
import { newEip, newEni } from './state.ts';
import {
  aBandwidthPackage,
  aLoadBalancer,
  aSubnet,
  type Named,
  owns,
  type Picker,
  type Plan,
} from './step.ts';
import { type Account, QUOTAS, VPCS } from './world.ts';

/** The EIP that is to be made with a load balancer. */
interface OwnEip {
  readonly bought: Bought;
  readonly bandwidthPackage: Named<BandwidthPackage> | undefined;
}

function anOwnEip(model: Model, pick: Picker, isSubscribed: boolean): OwnEip {
  const isAlike = !pick.once(8);
  const billingType = isSubscribed === isAlike ? SUBSCRIPTION : (pick.one([2, 3]) ?? 3);
  const isp = pick.once(6) ? 'ChinaMobile' : 'BGP';
  const bought = { billingType, isp, isProtected: false };
  const suits = (each: BandwidthPackage) => joinRefusal(bought, each) === '';
  return {
    bought,
    bandwidthPackage: pick.once(3) ? aBandwidthPackage(model, pick, suits) : undefined,
  };
}

const eipInput = ({ bought, bandwidthPackage }: OwnEip) => ({
  EipBillingConfig: {
    ISP: bought.isp,
    EipBillingType: bought.billingType,
    ...(bandwidthPackage && { BandwidthPackageId: bandwidthPackage.id }),
  },
});

/** At most one IPv6 address is asked for, by name or not. */
function anIpv6(place: Named<Subnet>, pick: Picker): ModelAddresses {
  if (!pick.once(5)) return NOTHING;
  return pick.once(2)
    ? { named: [nameIpv6(place.found, pick)], count: 0 }
    : { named: [], count: 1 };
}

const ipv6Input = ({ named: [address], count }: ModelAddresses) => ({
  ...((address !== undefined || count > 0) && { AddressIpVersion: 'DualStack' }),
  ...(address !== undefined && { EniIpv6Address: address }),
});

export const createLoadBalancer: Plan = (model, pick) => {
  const { account } = pick;
  const place = aSubnet(model, pick, ({ cidr }) => cidr !== '');
  const vpcId = pick.once(3) ? (pick.once(4) ? pick.one(VPCS)?.id : place.found?.vpcId) : undefined;
  const zoneId = pick.once(20) ? 'cn-beijing-z' : undefined;
  const primary = pick.once(4) ? nameIpv4(model, place.found, pick) : undefined;
  const addresses = { primary, secondaries: NOTHING, ipv6: anIpv6(place, pick) };
  const isSubscribed = pick.once(15);
  const isPublic = pick.once(2);
  const eip = isPublic && !pick.once(3) ? anOwnEip(model, pick, isSubscribed) : undefined;
  return {
    service: 'clb',
    action: 'CreateLoadBalancer',
    input: {
      Type: isPublic ? 'public' : 'private',
      SubnetId: place.id,
      ...(vpcId !== undefined && { VpcId: vpcId }),
      ...(zoneId !== undefined && { MasterZoneId: zoneId }),
      ...(primary !== undefined && { EniAddress: primary }),
      ...ipv6Input(addresses.ipv6),
      ...(isSubscribed && { LoadBalancerBillingType: 1 }),
      ...(eip && eipInput(eip)),
    },
    code: createRefusal(model, account, place.own, { vpcId, zoneId, addresses, eip, isSubscribed }),
    async done({ LoadBalancerId: id }, look) {
      if (place.own === undefined) return;
      const seen = await look('clb', 'DescribeLoadBalancerAttributes', { LoadBalancerId: id });
      const eni: Eni = { ...newEni(seen.EniID, account, place.own, []), managed: true };
      model.enis.set(eni.id, Object.assign(hold(eni, addresses), { status: 'InUse' }));
      const living = { id, account, status: '', turn: 0 };
      const at = { subnet: place.own, eni, isPublic, isSubscribed, ownEip: seen.EipID };
      const balancer: LoadBalancer = { ...living, ...at };
      model.loadBalancers.set(id, balancer);
      model.begin(balancer, 'Creating', 'load-balancer.create', () => {
        balancer.status = 'Active';
      });
      if (eip === undefined) return;
      const made = newEip(seen.EipID, account, seen.EipAddress, eip.bought);
      const bound = { eni, address: seen.EniAddress, boundType: 'ClbInstance', boundId: id };
      const bandwidthPackage = eip.bandwidthPackage?.own;
      model.eips.set(
        made.id,
        Object.assign(made, { ...bound, status: 'Attached', bandwidthPackage }),
      );
    },
  };
};

interface WantedBalancer {
  readonly vpcId: string | undefined;
  /** A zone that the region does not have. */
  readonly zoneId: string | undefined;
  readonly addresses: Addresses;
  readonly eip: OwnEip | undefined;
  readonly isSubscribed: boolean;
}

function createRefusal(
  model: Model,
  account: Account,
  subnet: Subnet | undefined,
  { vpcId, zoneId, addresses, eip, isSubscribed }: WantedBalancer,
): string {
  if (subnet === undefined) return 'InvalidSubnet.NotFound';
  if (subnet.status !== 'Available') return 'InvalidSubnet.InvalidStatus';
  if (subnet.cidr === '') return 'InvalidSubnet.DisableIpv4';
  if (vpcId !== undefined && vpcId !== subnet.vpcId) return 'InvalidSubnet.VpcMismatch';
  if (zoneId !== undefined) return 'InvalidZone.NotFound';
  const { bought, bandwidthPackage } = eip ?? {};
  if (bought && (bought.billingType === SUBSCRIPTION) !== isSubscribed) {
    return 'InvalidBillingType.Malformed';
  }
  const joining = bought && bandwidthPackage ? joinRefusal(bought, bandwidthPackage.own) : '';
  if (joining) return joining;
  if (model.used(account, 'NetworkInterfaces') >= QUOTAS.NetworkInterfaces) {
    return 'QuotaExceeded.Eni';
  }
  return addressesRefusal(model, subnet, addresses) || (eip ? quotaRefusal(model, account) : '');
}

export const isActive = ({ status }: LoadBalancer): boolean => status === 'Active';

export function activeRefusal(balancer: LoadBalancer | undefined): string {
  if (balancer === undefined) return 'InvalidLoadBalancer.NotFound';
  return isActive(balancer) ? '' : 'InvalidLoadBalancer.InvalidStatus';
}

export const deleteLoadBalancer: Plan = (model, pick) => {
  const forced = pick.once(2);
  const suits = (each: LoadBalancer) => deleteRefusal(model, each, forced) === '';
  const carries = (each: LoadBalancer) => isActive(each) && model.ofEni(each.eni).length > 0;
  const named = aLoadBalancer(model, pick, pick.once(2) ? carries : suits);
  const balancer = named.own;
  return {
    service: 'clb',
    action: 'DeleteLoadBalancer',
    input: { LoadBalancerId: named.id, ...(forced && { ForceDelete: true }) },
    code: deleteRefusal(model, balancer, forced),
    done() {
      if (balancer === undefined) return;
      for (const { id } of model.listenersOf(balancer)) {
        model.forget(model.listeners, id);
      }
      model.begin(balancer, 'Deleting', 'load-balancer.delete', () => {
        model.removeLoadBalancer(balancer);
      });
    },
  };
};

/** The EIP that was made with it goes with it; another one, and a listener unless forced, keeps it. */
function deleteRefusal(model: Model, balancer: LoadBalancer | undefined, forced: boolean): string {
  const refusal = activeRefusal(balancer);
  if (balancer === undefined || refusal) return refusal;
  if (balancer.isSubscribed) return 'InvalidBillingType.NotSupport';
  const listens = !forced && model.listenersOf(balancer).length > 0;
  const kept = model.ofEni(balancer.eni).some(({ id }) => id !== balancer.ownEip);
  return listens || kept ? 'InvalidLoadBalancer.InUse' : '';
}

export const hasLoadBalancer = (model: Model, account: Account): boolean =>
  owns(model.loadBalancers, account);
export const hasServerGroup = (model: Model, account: Account): boolean =>
  owns(model.serverGroups, account);
export const hasListener = (model: Model, account: Account): boolean =>
  owns(model.listeners, account);
export const hasServer = (model: Model, account: Account): boolean =>
  owns(model.serverGroups, account, ({ servers }) => servers.length > 0);
