import * as z from 'zod';
import { integer } from '#core/parameters.ts';
import { blockText } from '../subnet/range.ts';

export const direction = () => z.enum(['ingress', 'egress']);

export const policy = () => z.enum(['accept', 'reject']);

export const protocol = () => z.enum(['all', 'tcp', 'udp', 'icmp']);

/** The documented range; 1 is judged first. */
export const priority = () => integer(1, 1000);

/** An IPv4 or IPv6 block. */
export const cidrBlock = () =>
  z
    .string()
    .max(64)
    .refine((cidr) => blockText(cidr) !== undefined, 'it must be a block: 10.0.0.0/8');

/** `start/end`, or `-1/-1`. Whether it fits the protocol is a rule. */
export const portRange = () => z.string().max(16);
