import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id, integer } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { chosenBlock } from '../ipam-pool-allocation/choose.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownPool } from './rows.ts';

/**
 * Says which block CreateIpamPoolAllocation would give out: the one that is named, or the first free
 * one of a mask. Nothing is reserved.
 */
export const getIpamPoolAvailableCidr = readAction({
  name: 'GetIpamPoolAvailableCidr',
  summary: 'find a free block of an IPAM pool',
  parameters: () =>
    z.object({
      IpamPoolId: id(),
      CidrBlock: z.string().max(64).optional(),
      CidrMask: integer(0, 128).optional(),
    }),
  result: () => z.object({ CidrBlock: z.string() }),
  refusals: [
    vpcRefusals.IpamPoolNotFound,
    vpcRefusals.IpamMaskNotAllowed,
    vpcRefusals.IpamPoolCidrMalformed,
    vpcRefusals.IpamPoolCidrNotFound,
    vpcRefusals.IpamPoolCidrConflict,
    vpcRefusals.IpamPoolExhausted,
  ],

  async view(tx, input, context) {
    const pool = await tx.first(ownPool, ownKey(context, input.IpamPoolId));
    if (pool === undefined) refuse(vpcRefusals.IpamPoolNotFound);
    const { cidrBlock } = await chosenBlock(tx, pool, input);
    return { CidrBlock: cidrBlock };
  },
});
