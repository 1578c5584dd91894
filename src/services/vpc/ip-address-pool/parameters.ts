import * as z from 'zod';
import { integer, note } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { LARGEST_MASK, SMALLEST_MASK } from './cidr.ts';

/** A block by its name, or any block of a mask. */
export const blockParameters = () => ({
  CidrBlock: note(z.string().max(64), { malformed: vpcRefusals.PoolBlockMalformed }).optional(),
  CidrMask: integer(LARGEST_MASK, SMALLEST_MASK).optional(),
});
