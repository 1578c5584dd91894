import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id, integer } from '#core/parameters.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import { importVpcs } from '../ipam-pool-allocation/import.ts';
import { description, resourceName } from '../names.ts';
import { longestMask } from './cidr.ts';
import { poolExists } from './ipam-pool.rules.ts';
import { type MasksFacts, masksFit } from './masks.rules.ts';
import { ownPoolToChange } from './rows.ts';

interface ModifyFacts extends MasksFacts {
  readonly pool: IpamPoolRow | undefined;
}

const modifyRules: readonly Rule<ModifyFacts>[] = [poolExists, masksFit];

/**
 * Changes a pool, at once; what is absent stays as it is. What it has given out stays, whatever the
 * masks. One that imports now imports the VPCs that are there.
 */
export const modifyIpamPool = writeAction({
  name: 'ModifyIpamPool',
  summary: 'change an IPAM pool',
  parameters: () =>
    z.object({
      IpamPoolId: id(),
      IpamPoolName: resourceName().optional(),
      Description: description().optional(),
      AutoImport: flag().optional(),
      AllocationDefaultCidrMask: integer(0, 128).optional(),
      AllocationMinCidrMask: integer(0, 128).optional(),
      AllocationMaxCidrMask: integer(0, 128).optional(),
      ClearAllocationDefaultCidrMask: flag().default(false),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, input, context) {
    const pool = await tx.first(ownPoolToChange, ownKey(context, input.IpamPoolId));
    if (pool === undefined) return { pool, masks: undefined };
    const kept = input.ClearAllocationDefaultCidrMask ? -1 : pool.allocation_default_cidr_mask;
    return {
      pool,
      masks: {
        fallback: input.AllocationDefaultCidrMask ?? kept,
        min: input.AllocationMinCidrMask ?? pool.allocation_min_cidr_mask,
        max: input.AllocationMaxCidrMask ?? pool.allocation_max_cidr_mask,
        longest: longestMask(pool.ip_version),
      },
    };
  },

  async change(tx, { pool, masks }, input, context) {
    await tx.update('ipam_pool', input.IpamPoolId, {
      ...(input.IpamPoolName !== undefined && { name: input.IpamPoolName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.AutoImport !== undefined && { auto_import: Number(input.AutoImport) }),
      ...(masks && {
        allocation_default_cidr_mask: masks.fallback,
        allocation_min_cidr_mask: masks.min,
        allocation_max_cidr_mask: masks.max,
      }),
    });
    if (pool && input.AutoImport) await importVpcs(tx, context, { ...pool, auto_import: 1 });
    return {};
  },
});
