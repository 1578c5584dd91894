import { nameIpv4 } from './addresses.ts';
import type { Eip, Eni, Mapping, Model, NatGateway, SnatEntry, Subnet } from './state.ts';
import { become, newEni } from './state.ts';
import {
  aDnatEntry,
  aNatGateway,
  anEip,
  aSnatEntry,
  aSubnet,
  owns,
  type Picker,
  type Plan,
} from './step.ts';
import { type Account, QUOTAS, VPCS } from './world.ts';

const isAvailable = ({ status }: { readonly status: string }): boolean => status === 'Available';

/** Whatever changes a gateway's entries or EIPs has it Pending until it has settled. */
export const occupy = (gateway: NatGateway): void => void become(gateway, 'Pending');
export const free = (gateway: NatGateway): void => void become(gateway, 'Available');

export const createNatGateway: Plan = (model, pick) => {
  const { account } = pick;
  const place = aSubnet(model, pick, ({ cidr }) => cidr !== '');
  const vpcId = pick.once(12) ? 'vpc-none' : (place.found?.vpcId ?? 'vpc-a');
  const otherVpc = pick.once(10) ? (pick.one(VPCS)?.id ?? vpcId) : vpcId;
  const named = !pick.once(4);
  const intranet = pick.once(5);
  const own = VPCS.some(({ id, account: of }) => id === otherVpc && of === account);
  const inVpc = [...model.subnets.values()].filter((subnet) => subnet.vpcId === otherVpc);
  const roomy = inVpc.filter((subnet) => isAvailable(subnet) && model.free(subnet) > 0);
  return {
    service: 'natgateway',
    action: 'CreateNatGateway',
    input: {
      VpcId: otherVpc,
      ...(named && { SubnetId: place.id }),
      ...(intranet && { NetworkType: 'intranet' }),
    },
    code: own
      ? createRefusal(model, account, otherVpc, named ? place.own : roomy[0], named)
      : 'InvalidVpc.NotFound',
    async done({ NatGatewayId }, look) {
      const seen = await look('natgateway', 'DescribeNatGatewayAttributes', { NatGatewayId });
      const subnet = named ? place.own : roomy.find(({ id }) => id === seen.SubnetId);
      if (subnet === undefined) throw new Error(`${NatGatewayId} is in ${seen.SubnetId}`);
      const eni: Eni = { ...newEni(seen.NetworkInterfaceId, account, subnet, []), managed: true };
      Object.assign(eni, { status: 'InUse', ipv6: [] });
      model.enis.set(eni.id, eni);
      const gateway = { id: NatGatewayId, account, status: '', turn: 0, subnet, intranet, eni };
      model.natGateways.set(NatGatewayId, gateway);
      model.begin(gateway, 'Creating', 'nat-gateway.create', () => {
        gateway.status = 'Available';
      });
    },
  };
};

function createRefusal(
  model: Model,
  account: Account,
  vpcId: string,
  subnet: Subnet | undefined,
  named: boolean,
): string {
  if (subnet === undefined) return 'InvalidSubnet.NotFound';
  if (subnet.vpcId !== vpcId) return 'InvalidSubnet.VpcMismatch';
  if (named && !isAvailable(subnet)) return 'InvalidSubnet.InvalidStatus';
  if (subnet.cidr === '') return 'InvalidSubnet.DisableIpv4';
  const held = [...model.natGateways.values()].filter((each) => each.subnet.vpcId === vpcId);
  if (held.length >= QUOTAS.NatGatewaysPerVpc) return 'QuotaExceeded.NatGateway';
  if (model.used(account, 'NetworkInterfaces') >= QUOTAS.NetworkInterfaces) {
    return 'QuotaExceeded.Eni';
  }
  return model.free(subnet) < 1 ? 'InsufficientIpInSubnet' : '';
}

export const modifyNatGateway: Plan = (model, pick) => {
  const refused = pick.once(4);
  const named = aNatGateway(model, pick, (each) => isAvailable(each) !== refused);
  const gateway = named.own;
  return {
    service: 'natgateway',
    action: 'ModifyNatGatewayAttributes',
    input: { NatGatewayId: named.id, Spec: 'Large' },
    code: availableRefusal(gateway),
    done() {
      if (gateway === undefined) return;
      model.begin(gateway, 'Pending', 'nat-gateway.modify', () => free(gateway));
    },
  };
};

function availableRefusal(gateway: NatGateway | undefined): string {
  if (gateway === undefined) return 'InvalidNatGateway.NotFound';
  return isAvailable(gateway) ? '' : 'InvalidNatGateway.InvalidStatus';
}

export const deleteNatGateway: Plan = (model, pick) => {
  const refused = pick.once(3);
  const suits = (each: NatGateway) => (deleteRefusal(model, each) !== '') === refused;
  const named = aNatGateway(model, pick, suits);
  const gateway = named.own;
  return {
    service: 'natgateway',
    action: 'DeleteNatGateway',
    input: { NatGatewayId: named.id },
    code: deleteRefusal(model, gateway),
    done() {
      if (gateway === undefined) return;
      model.begin(gateway, 'Deleting', 'nat-gateway.delete', () => {
        model.forget(model.natGateways, gateway.id);
        model.removeEni(gateway.eni);
      });
    },
  };
};

/** Entries first, then EIPs: while it has one it stays. */
function deleteRefusal(model: Model, gateway: NatGateway | undefined): string {
  if (gateway === undefined) return 'InvalidNatGateway.NotFound';
  const used = model.snatOf(gateway).length + model.dnatOf(gateway).length > 0;
  if (used || model.eipsOf(gateway).length > 0) return 'InvalidNatGateway.InUse';
  return availableRefusal(gateway);
}

const BLOCKS = ['10.0.0.0/16', '10.0.1.0/24', '10.0.4.0/27', '192.168.0.0/24'];

/** Ids of EIPs: those on the gateway most often, and now and then another. */
function someEips(model: Model, gateway: NatGateway | undefined, pick: Picker): string[] {
  const count = 1 + pick.below(pick.once(6) ? 3 : 2);
  const suits = (eip: Eip) => eip.gateway === gateway && eip.status === 'Attached';
  return [...new Set(Array.from({ length: count }, () => anEip(model, pick, suits).id))];
}

/** Why an entry of a gateway cannot use these EIPs. */
function eipsRefusal(
  model: Model,
  account: Account,
  gateway: NatGateway,
  ids: readonly string[],
): string {
  if (gateway.intranet) return 'InvalidNatGateway.InvalidNetworkType';
  if (ids.length > QUOTAS.EipsPerSnatEntry) return 'QuotaExceeded.SnatEntryEip';
  const eips = ids.map((id) => model.eips.get(id));
  if (eips.some((eip) => eip?.account !== account)) return 'InvalidEip.NotFound';
  const stray = eips.some((eip) => eip?.gateway !== gateway || eip.status !== 'Attached');
  return stray ? 'InvalidEip.InstanceMismatch' : '';
}

const hasEip = (model: Model) => (gateway: NatGateway) =>
  isAvailable(gateway) && model.eipsOf(gateway).some(({ status }) => status === 'Attached');

// What waits for its gateway does not count: until then, requests lead to another.
export const hasGateway = (model: Model, account: Account): boolean =>
  owns(model.natGateways, account, (gateway) => isAvailable(gateway) && !gateway.intranet);
export const hasGatewayWithEip = (model: Model, account: Account): boolean =>
  owns(model.natGateways, account, hasEip(model));
export const hasSnatEntry = (model: Model, account: Account): boolean =>
  owns(model.snatEntries, account, ({ gateway }) => isAvailable(gateway));
export const hasDnatEntry = (model: Model, account: Account): boolean =>
  owns(model.dnatEntries, account, ({ gateway }) => isAvailable(gateway));

export const createSnatEntry: Plan = (model, pick) => {
  const { account } = pick;
  const named = aNatGateway(model, pick, hasEip(model));
  const gateway = named.own;
  const eips = someEips(model, named.found, pick);
  const way = pick.below(12);
  const near = ({ vpcId, cidr }: Subnet) => vpcId === named.found?.subnet.vpcId && cidr !== '';
  const bySubnet = way < 6 || way === 11;
  const byBlock = (way >= 6 && way < 10) || way === 11;
  const place = aSubnet(model, pick, near);
  const block = pick.one(BLOCKS) ?? '';
  const withoutEips = pick.once(15);
  const source = byBlock ? block : place.own?.cidr;
  return {
    service: 'natgateway',
    action: 'CreateSnatEntry',
    input: {
      NatGatewayId: named.id,
      ...(bySubnet && { SubnetId: place.id }),
      ...(byBlock && { SourceCidr: block }),
      ...(!withoutEips && { EipId: eips.join(',') }),
    },
    code:
      contradiction(bySubnet, byBlock) ||
      (gateway === undefined ? 'InvalidNatGateway.NotFound' : '') ||
      (gateway && bySubnet ? placeRefusal(gateway, place.own) : '') ||
      (gateway && withoutEips ? 'MissingParameter' : '') ||
      (gateway ? eipsRefusal(model, account, gateway, eips) : '') ||
      (gateway && source !== undefined ? entryRefusal(model, gateway, source) : ''),
    done({ SnatEntryId }) {
      if (gateway === undefined || source === undefined) return;
      const subnetId = bySubnet ? place.id : subnetWith(model, gateway, source);
      const base = { id: SnatEntryId, account, status: '', turn: 0 };
      const entry: SnatEntry = { ...base, gateway, subnetId, block: source, eips };
      model.snatEntries.set(SnatEntryId, entry);
      occupy(gateway);
      model.begin(entry, 'Creating', 'snat-entry.create', () => settled(entry, gateway));
    },
  };
};

/** The subnet whose block it is, unless it is being deleted: an entry about the one is about the other. */
function subnetWith(model: Model, { subnet: { vpcId } }: NatGateway, block: string): string {
  const all = [...model.subnets.values()];
  const found = all.find((each) => each.vpcId === vpcId && each.cidr === block);
  return found && isAvailable(found) ? found.id : '';
}

const contradiction = (bySubnet: boolean, byBlock: boolean): string => {
  if (bySubnet && byBlock) return 'InvalidParameter';
  return bySubnet || byBlock ? '' : 'MissingParameter';
};

function placeRefusal({ subnet: { vpcId } }: NatGateway, subnet: Subnet | undefined): string {
  if (subnet === undefined) return 'InvalidSubnet.NotFound';
  if (subnet.vpcId !== vpcId) return 'InvalidSubnet.VpcMismatch';
  if (!isAvailable(subnet)) return 'InvalidSubnet.InvalidStatus';
  return subnet.cidr === '' ? 'InvalidSubnet.DisableIpv4' : '';
}

function entryRefusal(model: Model, gateway: NatGateway, source: string): string {
  const held = model.snatOf(gateway);
  if (held.some(({ block }) => block === source)) return 'InvalidSourceCidr.Conflict';
  if (held.length >= QUOTAS.SnatEntriesPerNatGateway) return 'QuotaExceeded.SnatEntry';
  return availableRefusal(gateway);
}

/** An entry has settled, and its gateway is free for the next change. */
function settled(entry: { status: string }, gateway: NatGateway): void {
  entry.status = 'Available';
  free(gateway);
}

export const modifySnatEntry: Plan = (model, pick) => {
  const { account } = pick;
  const named = aSnatEntry(model, pick, ({ gateway }) => hasEip(model)(gateway));
  const entry = named.own;
  const gateway = entry?.gateway;
  const eips = someEips(model, named.found?.gateway, pick);
  const changed = !pick.once(3);
  return {
    service: 'natgateway',
    action: 'ModifySnatEntryAttributes',
    input: {
      SnatEntryId: named.id,
      ...(changed ? { EipId: eips.join(',') } : { SnatEntryName: 'renamed' }),
    },
    code:
      gateway === undefined
        ? 'InvalidSnatEntry.NotFound'
        : (changed && eipsRefusal(model, account, gateway, eips)) || availableRefusal(gateway),
    done() {
      if (entry === undefined || gateway === undefined) return;
      if (changed) entry.eips = eips;
      occupy(gateway);
      model.begin(entry, 'Pending', 'snat-entry.modify', () => settled(entry, gateway));
    },
  };
};

export const deleteSnatEntry: Plan = (model, pick) => {
  const named = aSnatEntry(model, pick, ({ gateway }) => isAvailable(gateway));
  const entry = named.own;
  return {
    service: 'natgateway',
    action: 'DeleteSnatEntry',
    input: { SnatEntryId: named.id },
    code: entry === undefined ? 'InvalidSnatEntry.NotFound' : availableRefusal(entry.gateway),
    done() {
      if (entry === undefined) return;
      occupy(entry.gateway);
      model.begin(entry, 'Deleting', 'snat-entry.delete', () => {
        model.forget(model.snatEntries, entry.id);
        free(entry.gateway);
      });
    },
  };
};

/** Pairs of ports: the last two are refused, as many outside as inside are asked for. */
const PORTS: readonly (readonly [string, string])[] = [
  ['80', '8080'],
  ['8000-8010', '9000-9010'],
  ['8005', '8005'],
  ['any', 'any'],
  ['8000-8010', '80'],
  ['any', '80'],
];

function aMapping(
  model: Model,
  pick: Picker,
  gateway: NatGateway | undefined,
  ports: readonly (readonly [string, string])[] = PORTS.slice(0, 4),
): Mapping {
  const ofGateway = gateway ? model.eipsOf(gateway) : [];
  const eip =
    (pick.once(8) ? undefined : pick.one(ofGateway)) ?? pick.one([...model.eips.values()]);
  const inVpc = [...model.subnets.values()].filter(({ vpcId }) => vpcId === gateway?.subnet.vpcId);
  const [external, internal] = (pick.once(5) ? pick.one(PORTS.slice(4)) : pick.one(ports)) ?? [
    '80',
    '80',
  ];
  const name = nameIpv4(model, pick.one(inVpc), pick);
  return {
    externalIp: eip?.ip ?? '',
    external,
    internalIp: pick.once(12) ? '192.168.0.1' : name === 'not-an-address' ? '10.0.9.9' : name,
    internal,
    protocol: pick.one(['tcp', 'udp']) ?? 'tcp',
  };
}

const ANY = 'any';
const portsOf = (text: string): number[] =>
  text === ANY ? [1, 65_535] : [Number(text.split('-')[0]), Number(text.split('-').at(-1))];

/** Why an entry of a gateway cannot have a mapping; `self` is the entry that is changed. */
function mappingRefusal(
  model: Model,
  gateway: NatGateway,
  mapping: Mapping,
  anyPorts: boolean,
  self = '',
): string {
  const { external, internal } = mapping;
  if ([external, internal].some((port) => (port === ANY) !== anyPorts)) {
    return 'InvalidPortType.Mismatch';
  }
  const [[first = 0, last = 0], [from = 0, to = 0]] = [portsOf(external), portsOf(internal)];
  if (last - first !== to - from) return 'InvalidInternalPort.Mismatch';
  const onIt = model.eipsOf(gateway).some(({ ip }) => ip === mapping.externalIp);
  if (!onIt) return 'InvalidExternalIp.InstanceMismatch';
  if (!mapping.internalIp.startsWith('10.0.')) return 'InvalidInternalIp.Malformed';
  const { vpcId } = gateway.subnet;
  const own = [...model.eips.values()].some(
    ({ eni, address }) => eni?.subnet.vpcId === vpcId && address === mapping.internalIp,
  );
  if (own) return 'InvalidInternalIp.EipAssociated';
  const collides = model.dnatOf(gateway).some((each) => {
    if (each.id === self || each.mapping.externalIp !== mapping.externalIp) return false;
    if (each.anyPorts || anyPorts) return true;
    const [start = 0, end = 0] = portsOf(each.mapping.external);
    return each.mapping.protocol === mapping.protocol && start <= last && first <= end;
  });
  return collides ? 'InvalidExternalPort.Conflict' : '';
}

const inputOf = ({ externalIp, external, internalIp, internal, protocol }: Mapping) => ({
  ExternalIp: externalIp,
  ExternalPort: external,
  InternalIp: internalIp,
  InternalPort: internal,
  Protocol: protocol,
});

export const createDnatEntry: Plan = (model, pick) => {
  const { account } = pick;
  const named = aNatGateway(model, pick, hasEip(model));
  const gateway = named.own;
  const mapping = aMapping(model, pick, named.found);
  const anyPorts = pick.once(15) ? mapping.external !== ANY : mapping.external === ANY;
  return {
    service: 'natgateway',
    action: 'CreateDnatEntry',
    input: {
      NatGatewayId: named.id,
      ...inputOf(mapping),
      ...(anyPorts && { PortType: 'any' }),
    },
    code:
      gateway === undefined
        ? 'InvalidNatGateway.NotFound'
        : mappingRefusal(model, gateway, mapping, anyPorts) ||
          (model.dnatOf(gateway).length >= QUOTAS.DnatEntriesPerNatGateway
            ? 'QuotaExceeded.DnatEntry'
            : availableRefusal(gateway)),
    done({ DnatEntryId }) {
      if (gateway === undefined) return;
      const entry = { id: DnatEntryId, account, status: '', turn: 0, gateway, mapping, anyPorts };
      model.dnatEntries.set(DnatEntryId, entry);
      occupy(gateway);
      model.begin(entry, 'Creating', 'dnat-entry.create', () => settled(entry, gateway));
    },
  };
};

export const modifyDnatEntry: Plan = (model, pick) => {
  const named = aDnatEntry(model, pick, ({ gateway }) => isAvailable(gateway));
  const entry = named.own;
  const anyPorts = named.found?.anyPorts ?? false;
  const fitting = PORTS.slice(0, 4).filter(([external]) => (external === ANY) === anyPorts);
  const other = aMapping(model, pick, named.found?.gateway, fitting);
  // Half of the time the rest stays, with which the entry was accepted before.
  const kept = named.found && pick.once(2) ? named.found.mapping : other;
  const mapping = { ...kept, protocol: other.protocol };
  return {
    service: 'natgateway',
    action: 'ModifyDnatEntryAttributes',
    input: { DnatEntryId: named.id, ...inputOf(mapping) },
    code:
      entry === undefined
        ? 'InvalidDnatEntry.NotFound'
        : mappingRefusal(model, entry.gateway, mapping, entry.anyPorts, entry.id) ||
          availableRefusal(entry.gateway),
    done() {
      if (entry === undefined) return;
      entry.mapping = mapping;
      occupy(entry.gateway);
      model.begin(entry, 'Pending', 'dnat-entry.modify', () => settled(entry, entry.gateway));
    },
  };
};

export const deleteDnatEntry: Plan = (model, pick) => {
  const named = aDnatEntry(model, pick, ({ gateway }) => isAvailable(gateway));
  const entry = named.own;
  return {
    service: 'natgateway',
    action: 'DeleteDnatEntry',
    input: { DnatEntryId: named.id },
    code: entry === undefined ? 'InvalidDnatEntry.NotFound' : availableRefusal(entry.gateway),
    done() {
      if (entry === undefined) return;
      occupy(entry.gateway);
      model.begin(entry, 'Deleting', 'dnat-entry.delete', () => {
        model.forget(model.dnatEntries, entry.id);
        free(entry.gateway);
      });
    },
  };
};
