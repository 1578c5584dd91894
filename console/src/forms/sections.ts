import type { Contract, Schema } from '../api/contracts.ts';
import type { Values } from './values.ts';

/** Where a parameter stands in the form of its action. */
export interface Sections {
  /** What is usually given: what must be, what names the result, what preconditions judge. */
  readonly usual: readonly string[];
  /** The rest of what may be given. */
  readonly optional: readonly string[];
  /** What few give: tokens, paging, and what changes nothing here. */
  readonly more: readonly string[];
}

const PLUMBING =
  /^(ClientToken|NextToken|MaxResults|PageNumber|PageSize|Limit|Offset|EnableWeakConsistency)$/;
const NAMING = /(^|[a-z])(Name|Description|CidrBlock|InstanceTypeId)$|^Tags$/;

/** Parts the parameters of an action; `DryRun` has a place of its own beside the button. */
export function sectionsOf({ parameters, refusals, inert }: Contract, initial: Values): Sections {
  const names = Object.keys(parameters.properties ?? {}).filter((name) => name !== 'DryRun');
  const required = new Set(parameters.required);
  const judged = new Set(refusals.map(({ parameter }) => parameter?.split('.')[0]));
  const offered = (name: string) => parameters.properties?.[name]?.const === undefined;
  const isUsual = (name: string) =>
    required.has(name) || name in initial || judged.has(name) || NAMING.test(name);
  const isMore = (name: string) =>
    !required.has(name) && (PLUMBING.test(name) || name in inert || !offered(name));
  const rest = names.filter((name) => !isMore(name));
  const usual = rest.filter(isUsual);
  return {
    usual: [
      ...usual.filter((name) => required.has(name)),
      ...usual.filter((name) => !required.has(name)),
    ],
    optional: rest.filter((name) => !isUsual(name)),
    more: names.filter(isMore),
  };
}

/** What a parameter may be, in a few words of mathematics: `1–100`, `≤ 128`. */
export function limitsOf({ type, minimum, maximum, minItems, maxItems }: Schema): string {
  const whole = (n: number | undefined) => (n === undefined || Math.abs(n) > 1e15 ? undefined : n);
  const [low, high] = type === 'array' ? [minItems, maxItems] : [whole(minimum), whole(maximum)];
  if (type === 'array') return high === undefined ? '' : `≤ ${high}`;
  if (low !== undefined && high !== undefined) return `${low}–${high}`;
  if (high !== undefined) return `≤ ${high}`;
  return low === undefined ? '' : `≥ ${low}`;
}

/** Actions that cannot be taken back: they ask first. */
export const isDangerous = (action: string): boolean =>
  /^(Delete|Release|Terminate|Revoke|Unsubscribe|Untag)/.test(action);
