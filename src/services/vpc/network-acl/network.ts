import type { AclRule, NetworkAcl, Protocol } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { NetworkAclEntryRow } from '#store/schema/network-acl.ts';
import type { Reader } from '#store/store.ts';
import { blockText } from '../subnet/range.ts';

/** The network ACLs of a VPC that a subnet is associated with, and the one of each such subnet. */
export interface AclsOfNetwork {
  readonly networkAcls: readonly NetworkAcl[];
  readonly bySubnet: ReadonlyMap<string, string>;
}

export async function aclsOfNetwork(tx: Reader, vpcId: string): Promise<AclsOfNetwork> {
  const associations = await tx.all(associationsIn, { vpcId });
  const entries = await tx.all(entriesIn, { vpcId });
  const acls = new Map(associations.map(({ id, stateful }) => [id, stateful === 1]));
  const bySubnet = new Map(associations.map(({ subnet_id, id }) => [subnet_id, id]));
  const networkAcls = [...acls].map(([id, stateful]) => {
    const of = (direction: NetworkAclEntryRow['direction']) =>
      entries
        .filter((entry) => entry.network_acl_id === id && entry.direction === direction)
        .map(ruleOf);
    return { id, stateful, ingress: of('ingress'), egress: of('egress') };
  });
  return { networkAcls, bySubnet };
}

function ruleOf({ policy, protocol, port, cidr_ip }: NetworkAclEntryRow): AclRule {
  const [first = -1, last = -1] = port.split('/').map(Number);
  return {
    accept: policy === 'accept',
    protocol: protocol as Protocol,
    ...(first > 0 && { ports: [first, last] as const }),
    block: blockText(cidr_ip) ?? cidr_ip,
  };
}

const associationsIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('network_acl')
    .innerJoin('network_acl_subnet as on', 'on.network_acl_id', 'network_acl.id')
    .select(['network_acl.id', 'network_acl.stateful', 'on.subnet_id'])
    .where('network_acl.vpc_id', '=', p.vpcId)
    .orderBy('network_acl.id')
    .orderBy('on.subnet_id'),
);

const entriesIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('network_acl')
    .innerJoin('network_acl_entry as entry', 'entry.network_acl_id', 'network_acl.id')
    .selectAll('entry')
    .where('network_acl.vpc_id', '=', p.vpcId)
    .orderBy('entry.priority')
    .orderBy('entry.id'),
);
