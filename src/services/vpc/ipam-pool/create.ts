import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { flag, id, integer } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import type { IpamPoolRow, IpamRow, IpamScopeRow } from '#store/schema/ipam.ts';
import { regionsOf } from '../ipam/regions.ts';
import { ownIpam } from '../ipam/rows.ts';
import { scopeExists } from '../ipam-scope/ipam-scope.rules.ts';
import { ownScopeToChange } from '../ipam-scope/rows.ts';
import { DEFAULT_PROJECT, description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { longestMask } from './cidr.ts';
import { type MasksFacts, masksFit } from './masks.rules.ts';
import { ownPoolToChange } from './rows.ts';

interface CreateFacts extends MasksFacts {
  readonly scope: IpamScopeRow | undefined;
  readonly ipam: IpamRow | undefined;
  readonly sourceId: string | undefined;
  readonly source: IpamPoolRow | undefined;
  /** Why the source does not fit, if it does not. */
  readonly misfit: string | undefined;
  readonly region: string;
  readonly operates: boolean;
}

const createRules: readonly Rule<CreateFacts>[] = [
  scopeExists,
  {
    refusal: vpcRefusals.IpamPoolNotFound,
    broken: ({ sourceId, source }) => sourceId !== undefined && source === undefined,
    because: ({ source }) => `the source is ${source?.id ?? 'no pool'}`,
  },
  {
    refusal: vpcRefusals.IpamPoolMismatch,
    parameter: 'SourceIpamPoolId',
    args: ({ misfit }) => [misfit ?? ''],
    broken: ({ misfit }) => misfit !== undefined,
    because: ({ misfit }) => (misfit === undefined ? 'the source fits' : `it is of ${misfit}`),
  },
  {
    refusal: vpcRefusals.IpamRegionNotFound,
    parameter: 'PoolRegionId',
    args: ({ region }) => [region],
    broken: ({ ipam, operates }) => ipam && !operates,
    because: ({ region }) => `PoolRegionId is ${region || 'not given'}`,
  },
  masksFit,
];

/**
 * Makes a pool of a scope without blocks, in the scope's project. One with a source has its blocks
 * from there, and its region. It is Available at once.
 */
export const createIpamPool = writeAction({
  name: 'CreateIpamPool',
  summary: 'create a pool of blocks in a scope of an IPAM',
  asyncTask: true,
  parameters: () =>
    z.object({
      IpamScopeId: id(),
      IpVersion: z.enum(['IPv4', 'IPv6']),
      SourceIpamPoolId: id().optional(),
      PoolRegionId: id().optional(),
      IpamPoolName: resourceName().optional(),
      Description: description().optional(),
      AutoImport: flag().default(false),
      AllocationDefaultCidrMask: integer(0, 128).optional(),
      AllocationMinCidrMask: integer(0, 128).optional(),
      AllocationMaxCidrMask: integer(0, 128).optional(),
    }),
  result: () => z.object({ IpamPoolId: z.string() }),
  rules: createRules,

  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const scope = await tx.first(ownScopeToChange, { id: input.IpamScopeId, ...owner });
    const ipam = scope && (await tx.first(ownIpam, { id: scope.ipam_id, ...owner }));
    const source =
      input.SourceIpamPoolId === undefined
        ? undefined
        : await tx.first(ownPoolToChange, { id: input.SourceIpamPoolId, ...owner });
    const region = input.PoolRegionId ?? source?.pool_region_id ?? '';
    return {
      scope,
      ipam,
      sourceId: input.SourceIpamPoolId,
      source,
      misfit: source && misfitOf(source, { ...input, region }),
      region,
      operates: region === '' || regionsOf(ipam?.operating_regions ?? '[]').includes(region),
      masks: {
        fallback: input.AllocationDefaultCidrMask ?? -1,
        min: input.AllocationMinCidrMask ?? -1,
        max: input.AllocationMaxCidrMask ?? -1,
        longest: longestMask(input.IpVersion),
      },
    };
  },

  async change(tx, { scope, source, region, masks }, input, context) {
    const poolId = context.ids.resource(RESOURCES.ipam_pool.idPrefix);
    await tx.insert('ipam_pool', {
      ...ownKey(context, poolId),
      project_name: scope?.project_name ?? DEFAULT_PROJECT,
      name: input.IpamPoolName ?? poolId,
      description: input.Description ?? '',
      status: 'Available',
      ipam_id: scope?.ipam_id ?? '',
      ipam_scope_id: input.IpamScopeId,
      ip_version: input.IpVersion,
      source_ipam_pool_id: source?.id ?? '',
      pool_region_id: region,
      depth: (source?.depth ?? 0) + 1,
      auto_import: Number(input.AutoImport),
      allocation_default_cidr_mask: masks?.fallback ?? -1,
      allocation_min_cidr_mask: masks?.min ?? -1,
      allocation_max_cidr_mask: masks?.max ?? -1,
    });
    return { IpamPoolId: poolId };
  },
});

interface WantedPool {
  readonly IpamScopeId: string;
  readonly IpVersion: string;
  readonly region: string;
}

function misfitOf(source: IpamPoolRow, wanted: WantedPool): string | undefined {
  if (source.ipam_scope_id !== wanted.IpamScopeId) return 'another scope';
  if (source.ip_version !== wanted.IpVersion) return 'another IP version';
  const elsewhere = source.pool_region_id !== '' && source.pool_region_id !== wanted.region;
  return elsewhere ? 'another region' : undefined;
}
