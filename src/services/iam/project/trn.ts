import { PROJECT_MOVES, type ProjectMove } from '#core/project-move.ts';

/** The name of a resource in IAM: `trn:vpc:cn-beijing:2100000001:eni/eni-1`. */
export interface ResourceTrn {
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  readonly type: string;
  readonly id: string;
}

const TRN = /^trn:([\w-]+):([\w-]+):(\d+):([\w-]+)\/([\w.-]+)$/;

/** Undefined when the text is not a TRN. */
export function readTrn(text: string): ResourceTrn | undefined {
  const [, service = '', region = '', accountId = '', type = '', id = ''] = TRN.exec(text) ?? [];
  return id === '' ? undefined : { service, region, accountId, type, id };
}

const ORDER = [...PROJECT_MOVES.keys()];

const kindOf = ({ service, type }: ResourceTrn) => `${service}:${type}`;

/** Undefined when resources of the type cannot be moved. */
export function projectMoveOf(trn: ResourceTrn): ProjectMove | undefined {
  return PROJECT_MOVES.get(kindOf(trn));
}

/**
 * Instances before interfaces before the rest, and by id: the order in which every writer locks.
 */
export function byLockOrder(a: ResourceTrn, b: ResourceTrn): number {
  return ORDER.indexOf(kindOf(a)) - ORDER.indexOf(kindOf(b)) || (a.id < b.id ? -1 : 1);
}
