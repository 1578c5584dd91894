import { BlockList, isIPv6 } from 'node:net';
import { type Eni, limitsOf, type Model, type Subnet, UNSEEN } from './state.ts';
import { anEni, type Picker, type Plan } from './step.ts';
import { type Account, QUOTAS } from './world.ts';

/** Addresses that are asked for: by name, or as many as `count`. */
export interface ModelAddresses {
  readonly named: readonly string[];
  readonly count: number;
}

export const NOTHING: ModelAddresses = { named: [], count: 0 };

export const howMany = ({ named, count }: ModelAddresses): number => named.length || count;

/** What the interface will hold: the named ones, or ones that only the server knows yet. */
export const given = ({ named, count }: ModelAddresses): string[] =>
  named.length > 0 ? [...named] : Array.from({ length: count }, () => UNSEEN);

/**
 * Why a subnet cannot give IPv4 addresses, '' when it can. `claimedElsewhere` are held for the same request
 * by name; `taken` is how many more the request has had before.
 */
export function ipv4Refusal(
  model: Model,
  subnet: Subnet,
  wanted: ModelAddresses,
  {
    claimedElsewhere = [],
    taken = 0,
  }: { claimedElsewhere?: readonly string[]; taken?: number } = {},
): string {
  if (howMany(wanted) === 0) return '';
  if (subnet.cidr === '') return 'InvalidSubnet.DisableIpv4';
  const held = model.held(subnet);
  const used = new Set([...held, ...claimedElsewhere]);
  for (const [index, address] of wanted.named.entries()) {
    if (!subnet.usable.includes(address)) return 'InvalidPrivateIp.Malformed';
    if (wanted.named.indexOf(address) < index) return 'InvalidPrivateIp.Malformed';
    if (used.has(address)) return 'InvalidPrivateIp.InUse';
  }
  if (wanted.named.length > 0) return '';
  const reserved = new Set(
    claimedElsewhere.filter((address) => subnet.usable.includes(address) && !held.has(address)),
  );
  const free = model.free(subnet) - taken - reserved.size;
  return free < wanted.count ? 'InsufficientIpInSubnet' : '';
}

/** The same for IPv6, of which there are always enough. */
export function ipv6Refusal(model: Model, subnet: Subnet, wanted: ModelAddresses): string {
  if (howMany(wanted) === 0) return '';
  if (subnet.ipv6 === '') return 'InvalidSubnet.DisableIpv6';
  for (const address of wanted.named) {
    if (!isUsableIpv6(subnet, address)) return 'InvalidIpv6.Malformed';
    if (model.held(subnet).has(address)) return 'InvalidIpv6.InUse';
  }
  return '';
}

/** All of the /64 but the first two. */
export function isUsableIpv6(subnet: Subnet, address: string): boolean {
  if (!isIPv6(address)) return false;
  const block = new BlockList();
  block.addSubnet(subnet.ipv6, 64, 'ipv6');
  return block.check(address, 'ipv6') && ![subnet.ipv6, `${subnet.ipv6}1`].includes(address);
}

/** An address to ask for: a free one, one that is held, one that nobody gets, or none at all. */
export function nameIpv4(model: Model, subnet: Subnet | undefined, pick: Picker): string {
  if (subnet === undefined) return '10.0.1.5';
  const held = model.held(subnet);
  const kind = pick.below(8);
  if (kind === 7) return pick.one(['not-an-address', '10.9.9.9', '10.0.1.1', '10.0.4.0']) ?? '';
  const list = subnet.usable.filter((address) => held.has(address) === (kind === 6));
  return pick.one(list) ?? pick.one(subnet.usable) ?? '10.0.3.3';
}

export function nameIpv6(subnet: Subnet | undefined, pick: Picker): string {
  const block = subnet?.ipv6 || '2001:db8:0:9::';
  if (pick.once(8)) return pick.one(['not-an-address', '2001:db9::5', `${block}1`]) ?? '';
  return `${block}${(2 + pick.below(6)).toString(16)}`;
}

/** The reason why an interface's addresses cannot be changed now. */
function holderRefusal(eni: Eni | undefined): string {
  if (eni === undefined) return 'InvalidEniId.NotFound';
  if (eni.managed) return 'Forbidden';
  if (eni.type === 'primary') {
    const serves = ['RUNNING', 'STOPPED'].includes(eni.instance?.status ?? '');
    return serves ? '' : 'InvalidInstance.InvalidStatus';
  }
  return isSteady(eni) ? '' : 'InvalidEni.InvalidStatus';
}

export const isSteady = (eni: Eni): boolean => ['Available', 'InUse'].includes(eni.status);

/** How many addresses of a family an interface may hold where it is. */
function allowed(eni: Eni, family: 4 | 6): number {
  const detached =
    family === 4 ? QUOTAS.SecondaryIpv4PerDetachedInterface + 1 : QUOTAS.Ipv6PerDetachedInterface;
  return limitsOf(eni.instance)?.addresses ?? detached;
}

export const assignPrivateIps: Plan = (model, pick) => {
  const named = anEni(model, pick, (eni) => holderRefusal(eni) === '');
  const eni = named.own;
  const subnet = named.found?.subnet;
  const both = pick.below(20);
  const byName = pick.once(2);
  const names = Array.from({ length: 1 + pick.below(2) }, () => nameIpv4(model, subnet, pick));
  const count = 1 + pick.below(3);
  const wanted = byName ? { named: names, count: 0 } : { named: [], count };
  return {
    service: 'vpc',
    action: 'AssignPrivateIpAddresses',
    input: {
      NetworkInterfaceId: named.id,
      ...((byName && both !== 18) || both === 19 ? { PrivateIpAddress: names } : {}),
      ...((!byName && both !== 18) || both === 19 ? { SecondaryPrivateIpAddressCount: count } : {}),
    },
    code:
      contradiction(both) ||
      holderRefusal(eni) ||
      (eni && eni.ipv4.length + howMany(wanted) > allowed(eni, 4)
        ? 'LimitExceeded.PrivateIpsPerEni'
        : '') ||
      (eni ? ipv4Refusal(model, eni.subnet, wanted) : ''),
    done: () => void eni?.ipv4.push(...given(wanted)),
  };
};

export const assignIpv6: Plan = (model, pick) => {
  const suits = (eni: Eni) => eni.subnet.ipv6 !== '';
  const named = anEni(model, pick, suits);
  const eni = named.own;
  const both = pick.below(20);
  const byName = pick.once(2);
  const names = [nameIpv6(named.found?.subnet, pick)];
  const count = 1 + pick.below(2);
  const wanted = byName ? { named: names, count: 0 } : { named: [], count };
  return {
    service: 'vpc',
    action: 'AssignIpv6Addresses',
    input: {
      NetworkInterfaceId: named.id,
      ...((byName && both !== 18) || both === 19 ? { Ipv6Address: names } : {}),
      ...((!byName && both !== 18) || both === 19 ? { Ipv6AddressCount: count } : {}),
    },
    code:
      contradiction(both) ||
      holderRefusal(eni) ||
      (eni && eni.ipv6.length + howMany(wanted) > allowed(eni, 6)
        ? 'LimitExceeded.Ipv6AddressesPerEni'
        : '') ||
      (eni ? ipv6Refusal(model, eni.subnet, wanted) : ''),
    done: () => void eni?.ipv6.push(...given(wanted)),
  };
};

/** One request in 20 asks for no addresses at all, and one asks in both ways. */
function contradiction(both: number): string {
  if (both === 18) return 'MissingParameter';
  return both === 19 ? 'InvalidParameter' : '';
}

const mayGiveUpIp = (eni: Eni): boolean => eni.ipv4.length > 1 && holderRefusal(eni) === '';

export const hasSecondaryIp = (model: Model, account: Account): boolean =>
  [...model.enis.values()].some((eni) => eni.account === account && mayGiveUpIp(eni));

export const unassignPrivateIps: Plan = (model, pick) => {
  const named = anEni(model, pick, mayGiveUpIp);
  const eni = named.own;
  const held = named.found?.ipv4 ?? [];
  const secondary = held.slice(1);
  const asked = [
    ...new Set([
      (pick.once(6) ? held[0] : pick.one(secondary)) ?? '10.0.1.5',
      ...(pick.once(3) ? [pick.one(held) ?? '10.0.1.5'] : []),
    ]),
  ];
  const carrying = named.found ? model.ofEni(named.found).map(({ address }) => address) : [];
  return {
    service: 'vpc',
    action: 'UnassignPrivateIpAddresses',
    input: { NetworkInterfaceId: named.id, PrivateIpAddress: asked },
    code:
      holderRefusal(eni) ||
      (asked.every((address) => secondary.includes(address)) ? '' : 'InvalidPrivateIp.Malformed') ||
      (asked.some((address) => carrying.includes(address)) ? 'InvalidEip.InUse' : ''),
    done() {
      if (eni) eni.ipv4 = eni.ipv4.filter((address) => !asked.includes(address));
    },
  };
};

export const unassignIpv6: Plan = (model, pick) => {
  const named = anEni(model, pick, (eni) => eni.ipv6.length > 0);
  const eni = named.own;
  const held = named.found?.ipv6 ?? [];
  const asked = [
    (pick.once(8) ? undefined : pick.one(held)) ?? nameIpv6(named.found?.subnet, pick),
  ];
  return {
    service: 'vpc',
    action: 'UnassignIpv6Addresses',
    input: { NetworkInterfaceId: named.id, Ipv6Address: asked },
    code:
      holderRefusal(eni) ||
      (asked.every((address) => held.includes(address)) ? '' : 'InvalidIpv6.Malformed'),
    done() {
      if (eni) eni.ipv6 = eni.ipv6.filter((address) => !asked.includes(address));
    },
  };
};
