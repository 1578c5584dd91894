import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import { poolExists } from '../ipam-pool/ipam-pool.rules.ts';
import { ownPoolToChange } from '../ipam-pool/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { chosenBlock } from './choose.ts';
import { makeAllocation } from './make.ts';

const createRules: readonly Rule<{ readonly pool: IpamPoolRow | undefined }>[] = [poolExists];

/** Reserves a block of a pool for what Tenon does not have, such as a network elsewhere. */
export const createIpamPoolAllocation = writeAction({
  name: 'CreateIpamPoolAllocation',
  summary: 'reserve a block of an IPAM pool',
  parameters: () =>
    z.object({
      IpamPoolId: id(),
      CidrBlock: z.string().max(64).optional(),
      CidrMask: integer(0, 128).optional(),
    }),
  result: () => z.object({ IpamPoolAllocationId: z.string(), CidrBlock: z.string() }),
  rules: createRules,
  refusals: [
    vpcRefusals.IpamMaskNotAllowed,
    vpcRefusals.IpamPoolCidrMalformed,
    vpcRefusals.IpamPoolCidrNotFound,
    vpcRefusals.IpamPoolCidrConflict,
    vpcRefusals.IpamPoolExhausted,
  ],

  async facts(tx, { IpamPoolId }, context) {
    return { pool: await tx.first(ownPoolToChange, ownKey(context, IpamPoolId)) };
  },

  async change(tx, { pool }, input, context) {
    if (pool === undefined) refuse(vpcRefusals.IpamPoolNotFound);
    const chosen = await chosenBlock(tx, pool, input);
    const allocationId = await makeAllocation(tx, context, {
      ...chosen,
      poolId: pool.id,
      resourceType: 'Custom',
      resourceId: '',
      resourceRegion: '',
    });
    return { IpamPoolAllocationId: allocationId, CidrBlock: chosen.cidrBlock };
  },
});
