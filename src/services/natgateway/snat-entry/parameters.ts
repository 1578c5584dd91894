import * as z from 'zod';
import { ipv4Range } from '#services/vpc/subnet/range.ts';

/** One or more ids of EIPs with commas between them. Source: CreateSnatEntry. */
export const eipIds = () => z.string().max(1024);

/** The ids of {@link eipIds}, each once, in their order. */
export const idsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  ),
];

/** An IPv4 block, of a VPC, a subnet or, with /32, of one address. */
export const sourceCidr = () =>
  z
    .string()
    .max(64)
    .refine((cidr) => ipv4Range(cidr) !== undefined, 'it must be a block: 10.0.0.0/24');
