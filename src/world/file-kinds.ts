import { z } from 'zod';
import { ipv4Number, ipv4Range, ipv6Text } from '../vpc/subnet/range.ts';

/*
 * The kinds of values that a world file is made of. Messages begin with "must": the report adds
 * what stands there instead.
 */

/** An object that has these fields and no others. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `is not a field here; the fields are ${known}` : undefined,
  });
}

/** Text, or a number that YAML reads where text is meant: `id: 2100000001`. */
const word = (said: string, pattern: RegExp) =>
  z
    .union([z.string(), z.int()], `must be ${said}`)
    .transform(String)
    .refine((value) => pattern.test(value), `must be ${said}`)
    .meta({ pattern: pattern.source });

export const text = (max: number) => z.string().max(max, `must have at most ${max} characters`);
export const count = z.int('must be a whole number').min(0, 'must be 0 or more');
export const flag = z.boolean('must be true or false');
const matching = (test: (value: string) => unknown, said: string) =>
  z.string().refine((value) => test(value) !== undefined, `must be ${said}`);

export const accountId = word('an account id, 1 to 20 digits', /^\d{1,20}$/);
export const regionId = z.string().regex(/^[a-z]{2,}(-[a-z0-9]+)+$/, 'must be like cn-beijing');
export const zoneId = z.string().regex(/^[a-z]{2,}(-[a-z0-9]+)+$/, 'must be like cn-beijing-a');
export const instanceTypeId = z.string().regex(/^[\w.-]{1,64}$/, 'must be like ecs.g3i.large');
export const imageId = z.string().regex(/^[\w.-]{1,64}$/, 'must be like image-debian12');
export const resourceId = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-[a-z0-9-]{1,60}$`),
      `must be ${prefix}- and 1 to 60 of a-z, 0-9 and -`,
    );
export const vpcId = resourceId('vpc');
export const subnetId = resourceId('subnet');
export const securityGroupId = resourceId('sg');
export const instanceId = resourceId('i');
export const networkInterfaceId = resourceId('eni');
export const allocationId = resourceId('eip');
export const ipv4 = matching(ipv4Number, 'an IPv4 address');
export const ipv6 = z
  .string()
  .refine((value) => ipv6Text(value) !== undefined, 'must be an IPv6 address')
  .transform((value) => ipv6Text(value) ?? value);
export const ipv4Block = matching(ipv4Range, 'an IPv4 block, with no bits set behind its mask');
export const macAddress = z
  .string()
  .regex(/^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$/, 'must be like 00:16:3e:12:34:56')
  .transform((value) => value.toLowerCase());
