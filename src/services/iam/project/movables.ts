import type { ProjectMove } from '#core/project-move.ts';
import { movableInstance } from '#services/ecs/instance/movable.ts';
import { movableKeyPair } from '#services/ecs/key-pair/movable.ts';
import { movableScheduledInstance } from '#services/ecs/scheduled-instance/movable.ts';
import { movableEip } from '#services/vpc/eip/movable.ts';
import { movableInterface } from '#services/vpc/network-interface/movable.ts';
import { movablePrefixList } from '#services/vpc/prefix-list/movable.ts';
import { movableRouteTable } from '#services/vpc/route-table/movable.ts';
import { movableSecurityGroup } from '#services/vpc/security-group/movable.ts';
import { movableSubnet } from '#services/vpc/subnet/movable.ts';
import { movableVpc } from '#services/vpc/vpc/movable.ts';
import type { ResourceTrn } from './trn.ts';

/** What can be moved, as TRNs name it, in the order in which writers lock. */
const MOVABLES: ReadonlyMap<string, ProjectMove> = new Map([
  ['ecs:instance', movableInstance],
  ['vpc:eni', movableInterface],
  ['vpc:eip', movableEip],
  ['vpc:securitygroup', movableSecurityGroup],
  ['vpc:subnet', movableSubnet],
  ['vpc:routetable', movableRouteTable],
  ['vpc:prefixlist', movablePrefixList],
  ['vpc:vpc', movableVpc],
  ['ecs:keypair', movableKeyPair],
  ['ecs:scheduledinstance', movableScheduledInstance],
]);

const ORDER = [...MOVABLES.keys()];

const kindOf = ({ service, type }: ResourceTrn) => `${service}:${type}`;

export function movableOf(trn: ResourceTrn): ProjectMove | undefined {
  return MOVABLES.get(kindOf(trn));
}

/** Instances before interfaces before the rest, and by id: the order in which every writer locks. */
export function byLockOrder(a: ResourceTrn, b: ResourceTrn): number {
  return ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)) || (a.id < b.id ? -1 : 1);
}
