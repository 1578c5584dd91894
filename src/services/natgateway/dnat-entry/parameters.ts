import * as z from 'zod';
import { ipv4Number } from '#services/vpc/subnet/range.ts';
import { portsOf } from './ports.ts';

export const PORT_TYPES = ['specified', 'any'] as const;

export const portType = () => z.enum(PORT_TYPES);

export const protocol = () => z.enum(['tcp', 'udp']);

/** A port, two with `-` between them, or `any`. */
export const ports = () =>
  z
    .string()
    .max(16)
    .refine((text) => portsOf(text) !== undefined, 'it must be 80, 8000-8010 or any');

export const ipv4Address = () =>
  z
    .string()
    .max(64)
    .refine((address) => ipv4Number(address) !== undefined, 'it must be an IPv4 address');
