import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  type NetworkAclFacts,
  networkAclExists,
  networkAclIsAvailable,
} from './network-acl.rules.ts';

/** A requested entry. */
export interface AskedEntry {
  /** The prefix of its parameters' names: `IngressAclEntries.1`. */
  readonly path: string;
  readonly direction: 'ingress' | 'egress';
  /** The name of the parameter with the source or destination of the traffic. */
  readonly cidrName: string;
  readonly cidr: string | undefined;
  /** The IP version of its CIDR block; undefined when it is not a block. */
  readonly family: 4 | 6 | undefined;
  readonly protocol: string;
  readonly port: string | undefined;
  /** Whether the protocol can have this port, or none. */
  readonly portFits: boolean;
  readonly needsPort: boolean;
  /** The id of an entry to keep; undefined for a new one. */
  readonly id: string | undefined;
}

export interface UpdateFacts extends NetworkAclFacts {
  /** The entries of the directions to be updated. */
  readonly asked: readonly AskedEntry[];
  /** The network ACL's entries without the default ones, as `direction id`. */
  readonly known: readonly string[];
  readonly entriesAllowed: number;
}

/**
 * The preconditions of UpdateNetworkAclEntries; its page's table was not seen, the order is ours.
 */
export const updateRules: readonly Rule<UpdateFacts>[] = [
  networkAclExists,
  networkAclIsAvailable,
  {
    refusal: vpcRefusals.MissingParameter,
    args: (facts) => [missing(facts) ?? ''],
    broken: (facts) => missing(facts) !== undefined,
    because: (facts) => `${missing(facts) ?? 'no parameter'} is missing`,
  },
  {
    refusal: vpcRefusals.CidrMalformed,
    parameter: ({ asked }) => nameIn(asked.find(isNoBlock), (entry) => entry.cidrName),
    broken: ({ asked }) => asked.some(isNoBlock),
    because: ({ asked }) => `${asked.find(isNoBlock)?.cidr ?? 'nothing'} is no block`,
  },
  {
    refusal: vpcRefusals.NetworkAclPortMalformed,
    parameter: ({ asked }) => nameIn(asked.find(hasStrangePort), () => 'Port'),
    broken: ({ asked }) => asked.some(hasStrangePort),
    because: ({ asked }) => {
      const entry = asked.find(hasStrangePort);
      return entry ? `${entry.protocol} has no port ${entry.port}` : 'every port fits its protocol';
    },
  },
  {
    refusal: vpcRefusals.NetworkAclEntryRepeated,
    parameter: ({ asked }) => nameIn(asked.find(isRepeated), () => 'NetworkAclEntryId'),
    broken: ({ asked }) => asked.some(isRepeated),
    because: ({ asked }) => `${asked.find(isRepeated)?.id ?? 'no entry'} is given more than once`,
  },
  {
    refusal: vpcRefusals.NetworkAclEntryNotFound,
    parameter: (facts) => nameIn(stranger(facts), () => 'NetworkAclEntryId'),
    broken: (facts) => stranger(facts) !== undefined,
    because: (facts) => `${stranger(facts)?.id ?? 'no entry'} is none of that direction`,
  },
  {
    refusal: vpcRefusals.NetworkAclEntryQuota,
    parameter: (facts) =>
      crowd(facts)?.startsWith('egress') ? 'EgressAclEntries' : 'IngressAclEntries',
    args: (facts) => [crowd(facts) ?? ''],
    broken: (facts) => crowd(facts) !== undefined,
    because: (facts) =>
      `${facts.entriesAllowed} ${crowd(facts) ?? ''} entries are allowed, ${facts.asked.length} are given`,
  },
];

function missing({ asked }: UpdateFacts): string | undefined {
  for (const { path, cidrName, cidr, needsPort, port } of asked) {
    if (cidr === undefined) return `${path}.${cidrName}`;
    if (needsPort && port === undefined) return `${path}.Port`;
  }
  return undefined;
}

const isNoBlock = ({ cidr, family }: AskedEntry) => cidr !== undefined && family === undefined;

const hasStrangePort = ({ portFits }: AskedEntry) => !portFits;

const isRepeated = ({ id }: AskedEntry, index: number, asked: readonly AskedEntry[]) =>
  id !== undefined && asked.findIndex((each) => each.id === id) < index;

/** A parameter of an entry as the wire names it. */
const nameIn = (entry: AskedEntry | undefined, of: (entry: AskedEntry) => string) =>
  entry === undefined ? '' : `${entry.path}.${of(entry)}`;

const stranger = ({ asked, known }: UpdateFacts) =>
  asked.find(({ id, direction }) => id !== undefined && !known.includes(`${direction} ${id}`));

/** The direction and IP version with too many entries: `ingress IPv4`. */
function crowd({ asked, entriesAllowed }: UpdateFacts): string | undefined {
  const counts = new Map<string, number>();
  for (const { direction, family } of asked) {
    const of = `${direction} IPv${family}`;
    counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return [...counts].find(([, count]) => count > entriesAllowed)?.[0];
}
