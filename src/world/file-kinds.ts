import * as z from 'zod';
import {
  blockText,
  ipv4Cidr,
  ipv4Number,
  ipv4Range,
  ipv4Text,
  ipv6Block,
  ipv6Text,
} from '#services/vpc/subnet/range.ts';
import { vpcBlock } from '#services/vpc/vpc/cidr.ts';

/*
 * The types of values in a world file. Messages begin with "must": the report adds the actual
 * value.
 */

/** An object that has these fields and no others. */
export function fields<S extends z.ZodRawShape>(shape: S) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? `is not a field here; the fields are ${known}` : undefined,
  });
}

/** Text that `read` accepts and brings into its canonical form. */
const spelled = (read: (value: string) => string | undefined, said: string) =>
  z.string().transform((value, context) => {
    const spelling = read(value);
    if (spelling === undefined) context.addIssue({ code: 'custom', message: `must be ${said}` });
    return spelling ?? z.NEVER;
  });

/** Text that matches a pattern, or a number where YAML reads text as one: `id: 2100000001`. */
const digits = (said: string, pattern: RegExp) =>
  z
    .union([z.string(), z.int()], `must be ${said}`)
    .transform(String)
    .refine((value) => pattern.test(value), `must be ${said}`)
    .meta({ pattern: pattern.source });

const word = (said: string, pattern: RegExp) => z.string().regex(pattern, `must be ${said}`);

export const text = (max: number) => z.string().max(max, `must have at most ${max} characters`);
export const someText = (max: number) => text(max).min(1, 'must not be empty');
export const count = z.int('must be a whole number').min(0, 'must be 0 or more');
export const flag = z.boolean('must be true or false');
export const between = (least: number, most: number) => {
  const said = `must be ${least} to ${most}`;
  return z.int(said).min(least, said).max(most, said);
};
/** More than 0, and not more than `most`; fractions too. */
export const positive = (most: number) => {
  const said = `must be more than 0 and at most ${most}`;
  return z.number(said).positive(said).max(most, said);
};
export const oneOf = <const T extends readonly string[]>(...values: T) =>
  z.enum(values, `must be one of ${values.join(', ')}`);

export const accountId = digits('an account id, 1 to 20 digits', /^\d{1,20}$/);
export const accessKeyId = word('1 to 128 letters, digits, ".", "_" and "-"', /^[\w.-]{1,128}$/);
export const projectName = word('1 to 64 letters, digits, ".", "_" and "-"', /^[\w.-]{1,64}$/);
export const roleName = word(
  '1 to 64 letters, digits and any of + = , . @ - _',
  /^[\w+=,.@-]{1,64}$/,
);
export const regionId = word('like cn-beijing', /^[a-z]+(-[a-z0-9]+)+$/);
export const zoneId = word('like cn-beijing-a', /^[a-z]+(-[a-z0-9]+)+$/);
export const instanceTypeId = word('like ecs.g3i.large', /^[\w.-]{1,64}$/);
export const imageId = word('like image-debian12', /^[\w.-]{1,64}$/);
export const time = z.iso.datetime({
  offset: true,
  error: 'must be a time like 2030-01-01T00:00:00+08:00',
});
export const operations = word(
  'like vpc:Describe*, or * for everything',
  /^(\*|[a-z0-9_*]+:[A-Za-z0-9*]+)$/,
);

export const resourceId = (prefix: string) =>
  word(`${prefix}- and 1 to 60 of a-z, 0-9 and -`, new RegExp(`^${prefix}-[a-z0-9-]{1,60}$`));

export const ipv4 = spelled((value) => {
  const number = ipv4Number(value);
  return number === undefined ? undefined : ipv4Text(number);
}, 'an IPv4 address');
export const ipv6 = spelled(ipv6Text, 'an IPv6 address');
export const address = spelled((value) => {
  const number = ipv4Number(value);
  return number === undefined ? ipv6Text(value) : ipv4Text(number);
}, 'an address');
export const ipv4Block = spelled((value) => {
  const range = ipv4Range(value);
  return range && ipv4Cidr(range);
}, 'an IPv4 block with no bits set behind its mask');
export const anyBlock = spelled(
  blockText,
  'an IPv4 or IPv6 block with no bits set behind its mask',
);
export const ipv4BlockOfVpc = spelled((value) => {
  const range = vpcBlock(value);
  return range && ipv4Cidr(range);
}, 'a block within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 with a mask up to /28');
export const ipv6BlockOfVpc = spelled((value) => {
  const block = ipv6Block(value);
  return block?.prefix === 56 ? block.text : undefined;
}, 'an IPv6 /56 like fd00:0:0:100::/56');
export const macAddress = word(
  'a unicast MAC like 00:16:3e:12:34:56',
  /^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$/,
).transform((value) => value.toLowerCase());
