import type { DnatEntry, Model, NatGateway, SnatEntry } from './state.ts';
import type { Result, Service } from './step.ts';
import type { Account } from './world.ts';

/** A list that a service answers, and what the model has in its place. */
export interface ListView {
  readonly service: Service;
  readonly action: string;
  readonly field: string;
  readonly seen: (view: Result) => { id: string };
  readonly meant: (account: Account) => { id: string }[];
}

export function natOf(model: Model): ListView[] {
  const of = <T extends { account: Account }>(all: ReadonlyMap<string, T>, account: Account) =>
    [...all.values()].filter((each) => each.account === account);
  return [
    {
      service: 'natgateway',
      action: 'DescribeNatGateways',
      field: 'NatGateways',
      seen: gatewaySeen,
      meant: (account) => of(model.natGateways, account).map((each) => gatewayMeant(model, each)),
    },
    {
      service: 'natgateway',
      action: 'DescribeSnatEntries',
      field: 'SnatEntries',
      seen: snatSeen,
      meant: (account) => of(model.snatEntries, account).map((each) => snatMeant(model, each)),
    },
    {
      service: 'natgateway',
      action: 'DescribeDnatEntries',
      field: 'DnatEntries',
      seen: dnatSeen,
      meant: (account) => of(model.dnatEntries, account).map(dnatMeant),
    },
  ];
}

const sorted = (all: readonly string[]): string[] => [...all].sort();

function gatewaySeen(view: Result) {
  return {
    id: view.NatGatewayId,
    status: view.Status,
    type: view.NetworkType,
    vpc: view.VpcId,
    subnet: view.SubnetId,
    eni: view.NetworkInterfaceId,
    eips: sorted(
      view.EipAddresses.map(
        ({ AllocationId, EipAddress, UsingStatus }: Result) =>
          `${AllocationId} ${EipAddress} ${UsingStatus}`,
      ),
    ),
    snat: sorted(view.SnatEntryIds),
    dnat: sorted(view.DnatEntryIds),
  };
}

function gatewayMeant(model: Model, gateway: NatGateway): ReturnType<typeof gatewaySeen> {
  const snat = model.snatOf(gateway);
  const dnat = model.dnatOf(gateway);
  const using = (id: string, ip: string): string => {
    const bySnat = snat.some(({ eips }) => eips.includes(id));
    const byDnat = dnat.some(({ mapping }) => mapping.externalIp === ip);
    if (bySnat && byDnat) return 'UsedByNat';
    return bySnat ? 'UsedBySnat' : byDnat ? 'UsedByDnat' : 'Idle';
  };
  return {
    id: gateway.id,
    status: gateway.status,
    type: gateway.intranet ? 'intranet' : 'internet',
    vpc: gateway.subnet.vpcId,
    subnet: gateway.subnet.id,
    eni: gateway.eni.id,
    eips: sorted(model.eipsOf(gateway).map(({ id, ip }) => `${id} ${ip} ${using(id, ip)}`)),
    snat: sorted(snat.map(({ id }) => id)),
    dnat: sorted(dnat.map(({ id }) => id)),
  };
}

function snatSeen(view: Result) {
  return {
    id: view.SnatEntryId,
    status: view.Status,
    gateway: view.NatGatewayId,
    subnet: view.SubnetId,
    block: view.SourceCidr,
    eips: view.EipId,
    addresses: view.EipAddress,
  };
}

function snatMeant(model: Model, entry: SnatEntry): ReturnType<typeof snatSeen> {
  const { id, status, gateway, subnetId, block, eips } = entry;
  return {
    id,
    status,
    gateway: gateway.id,
    subnet: subnetId,
    block,
    eips: eips.join(','),
    addresses: eips.map((eip) => model.eips.get(eip)?.ip).join(','),
  };
}

function dnatSeen(view: Result) {
  return {
    id: view.DnatEntryId,
    status: view.Status,
    gateway: view.NatGatewayId,
    outside: `${view.ExternalIp}:${view.ExternalPort}`,
    inside: `${view.InternalIp}:${view.InternalPort}`,
    protocol: view.Protocol,
    ports: view.PortType,
  };
}

function dnatMeant({
  id,
  status,
  gateway,
  mapping,
  anyPorts,
}: DnatEntry): ReturnType<typeof dnatSeen> {
  const { externalIp, external, internalIp, internal, protocol } = mapping;
  return {
    id,
    status,
    gateway: gateway.id,
    outside: `${externalIp}:${external}`,
    inside: `${internalIp}:${internal}`,
    protocol,
    ports: anyPorts ? 'any' : 'specified',
  };
}
