import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import {
  ANY_PORT,
  type Direction,
  type EntrySpec,
  isDefaultEntry,
  replaceEntries,
} from './entries.ts';
import { entriesOfNetworkAcls, ownNetworkAclToChange } from './rows.ts';
import { familyOf, needsPort, portFits } from './traffic.ts';
import { type UpdateRequest, updateParameters } from './update-entries.parameters.ts';
import { type AskedEntry, updateRules } from './update-entries.rules.ts';

/**
 * Replaces the entries of one or both directions with the given ones, which are matched in the
 * given order. An entry with an id keeps it; the others are new. The default entries stay.
 */
export const updateNetworkAclEntries = writeAction({
  name: 'UpdateNetworkAclEntries',
  summary: 'replace the entries of a network ACL',
  asyncTask: true,
  parameters: updateParameters,
  result: () => z.object({}),
  rules: updateRules,

  async facts(tx, input, context) {
    const id = input.NetworkAclId;
    const key = ownKey(context, id);
    const networkAcl = await tx.first(ownNetworkAclToChange, key);
    const entries = networkAcl ? ((await entriesOfNetworkAcls(tx, [id])).get(id) ?? []) : [];
    const updates = updatesOf(input);
    return {
      networkAcl,
      updates,
      asked: updates.flatMap(({ direction, given }) => given.map(judged(direction))),
      known: entries
        .filter((entry) => !isDefaultEntry(entry))
        .map((entry) => `${entry.direction} ${entry.id}`),
      entriesAllowed: context.world.quota(context.accountId, 'EntriesPerNetworkAcl'),
    };
  },

  async change(tx, { updates }, { NetworkAclId }, context) {
    for (const { direction, given } of updates) {
      await replaceEntries(tx, context, NetworkAclId, direction, given.map(specOf));
    }
    await tx.update('network_acl', NetworkAclId, {});
    return {};
  },
});

type Given = Omit<NonNullable<UpdateRequest['IngressAclEntries']>[number], 'SourceCidrIp'> & {
  readonly cidr: string | undefined;
};

/** The new entries of each direction to be updated: a direction without entries loses its own. */
function updatesOf(input: UpdateRequest): { direction: Direction; given: Given[] }[] {
  const ingress = (input.IngressAclEntries ?? []).map(({ SourceCidrIp: cidr, ...rest }) => ({
    ...rest,
    cidr,
  }));
  const egress = (input.EgressAclEntries ?? []).map(({ DestinationCidrIp: cidr, ...rest }) => ({
    ...rest,
    cidr,
  }));
  return [
    ...(input.UpdateIngressAclEntries ? [{ direction: 'ingress' as const, given: ingress }] : []),
    ...(input.UpdateEgressAclEntries ? [{ direction: 'egress' as const, given: egress }] : []),
  ];
}

function judged(direction: Direction) {
  const ingress = direction === 'ingress';
  return (given: Given, index: number): AskedEntry => ({
    path: `${ingress ? 'IngressAclEntries' : 'EgressAclEntries'}.${index + 1}`,
    direction,
    cidrName: ingress ? 'SourceCidrIp' : 'DestinationCidrIp',
    cidr: given.cidr,
    family: given.cidr === undefined ? undefined : familyOf(given.cidr),
    protocol: given.Protocol,
    port: given.Port,
    portFits: given.Port === undefined || portFits(given.Protocol, given.Port),
    needsPort: needsPort(given.Protocol),
    id: given.NetworkAclEntryId,
  });
}

function specOf(given: Given): EntrySpec {
  return {
    id: given.NetworkAclEntryId,
    name: given.NetworkAclEntryName,
    description: given.Description,
    policy: given.Policy,
    protocol: given.Protocol,
    port: given.Port ?? ANY_PORT,
    cidr_ip: given.cidr ?? '',
  };
}
