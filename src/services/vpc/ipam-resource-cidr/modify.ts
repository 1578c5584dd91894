import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import type { IpamScopeRow } from '#store/schema/ipam.ts';
import { ownIpamToChange } from '../ipam/rows.ts';
import { blockOf } from '../ipam-pool/cidr.ts';
import { scopeExists } from '../ipam-scope/ipam-scope.rules.ts';
import { ownScopeToChange } from '../ipam-scope/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { keepSetting } from './settings.ts';
import { type Watched, watchedIn } from './watched.ts';

interface ModifyFacts {
  /** The scope that the block is in. */
  readonly scope: IpamScopeRow | undefined;
  /** The block, if it is there. */
  readonly block: Watched | undefined;
  readonly destinationId: string | undefined;
  /** The scope that it is moved to. */
  readonly destination: IpamScopeRow | undefined;
}

const moves = ({ destinationId, scope }: ModifyFacts): boolean =>
  destinationId !== undefined && destinationId !== scope?.id;

const modifyRules: readonly Rule<ModifyFacts>[] = [
  scopeExists,
  {
    refusal: vpcRefusals.IpamResourceCidrNotFound,
    broken: ({ scope, block }) => scope && block === undefined,
    because: ({ block }) => `${block?.cidr ?? 'no such block'} is in the scope`,
  },
  {
    refusal: vpcRefusals.IpamScopeNotFound,
    broken: (facts) => moves(facts) && facts.destination === undefined,
    because: ({ destination }) => `the destination is ${destination?.id ?? 'no scope'}`,
  },
  {
    refusal: vpcRefusals.IpamScopeMismatch,
    broken: ({ scope, destination }) =>
      scope &&
      destination &&
      (scope.ipam_id !== destination.ipam_id || scope.type !== destination.type),
    because: ({ destination }) =>
      destination ? `the destination is ${destination.type}` : 'there is no destination',
  },
  {
    refusal: vpcRefusals.IpamResourceCidrManaged,
    broken: (facts) => moves(facts) && facts.block?.allocation !== undefined,
    because: ({ block }) => `it has ${block?.allocation?.id ?? 'no allocation'}`,
  },
];

/**
 * Moves a block of a VPC or a subnet to another scope of its IPAM, at once, or says that nobody
 * watches it, or that somebody does.
 */
export const modifyIpamResourceCidr = writeAction({
  name: 'ModifyIpamResourceCidr',
  summary: 'move a block to another IPAM scope, or have it ignored',
  parameters: () =>
    z.object({
      CurrentIpamScopeId: id(),
      DestinationIpamScopeId: id().optional(),
      ResourceId: id(),
      ResourceCidr: z.string().max(64),
      ResourceRegionId: id(),
      Monitored: flag(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const scope = await tx.first(ownScopeToChange, { id: input.CurrentIpamScopeId, ...owner });
    const ipam = scope && (await tx.first(ownIpamToChange, { id: scope.ipam_id, ...owner }));
    const watched = scope && ipam ? await watchedIn(tx, ipam, scope) : [];
    const cidr = blockOf(input.ResourceCidr)?.text;
    const { DestinationIpamScopeId: destinationId } = input;
    return {
      scope,
      block: watched.find(
        (each) =>
          each.resourceId === input.ResourceId &&
          each.region === input.ResourceRegionId &&
          each.cidr === cidr,
      ),
      destinationId,
      destination:
        destinationId === undefined
          ? undefined
          : await tx.first(ownScopeToChange, { id: destinationId, ...owner }),
    };
  },

  async change(tx, { scope, block }, input) {
    await keepSetting(tx, {
      ipam_id: scope?.ipam_id ?? '',
      resource_id: input.ResourceId,
      resource_cidr: block?.cidr ?? '',
      ipam_scope_id: input.DestinationIpamScopeId ?? input.CurrentIpamScopeId,
      monitored: Number(input.Monitored),
    });
    return {};
  },
});
