import type { Pool, Theme } from './pool.ts';
import type { Random } from './random.ts';

/** A JSON Schema, as far as contracts use it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
}

/** How a value is made. */
export type Mood = 'sound' | 'edge' | 'wrong' | 'hostile';

export interface Source {
  readonly random: Random;
  readonly pool: Pool;
  readonly theme: Theme;
  /** The share of the optional parameters that are given. */
  readonly share?: number;
  /** How likely an address or name is one that exists, and not a new one. */
  readonly known?: number;
}

/** A value for one parameter, as JSON would carry it; undefined leaves the parameter out. */
export function valueFor(source: Source, name: string, schema: Schema, mood: Mood): unknown {
  const { random } = source;
  if (mood === 'wrong') return wrong(random);
  if (mood === 'hostile') return random.chance(0.8) ? hostile(random) : [hostile(random)];
  if (schema.enum !== undefined) {
    return mood === 'sound'
      ? inSomeCase(random, random.pick(schema.enum))
      : random.pick(['', 'none', ...schema.enum]);
  }
  switch (schema.type) {
    case 'object':
      return structFor(source, schema, mood);
    case 'array':
      return listFor(source, name, schema, mood);
    case 'boolean':
      return random.pick<unknown>([true, false, 'true', 'false', 'True', 'False', '1', '0']);
    case 'integer':
    case 'number':
      if (mood === 'sound' && /^Port(Start|End)$/.test(name)) return random.pick(PORT_NUMBERS);
      return numberFor(random, schema, mood);
    default:
      return textFor(source, name, schema, mood);
  }
}

/** Public scripts write the words of an enumeration in upper, lower and mixed case. */
function inSomeCase(random: Random, word: unknown): unknown {
  const text = String(word);
  return random.weighted([
    [8, text],
    [1, text.toUpperCase()],
    [1, text.toLowerCase()],
  ]);
}

/** Values for the parameters of a contract, most of them sound. */
export function structFor(source: Source, schema: Schema, mood: Mood): Record<string, unknown> {
  const { random } = source;
  const given: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(schema.properties ?? {})) {
    if (mood === 'sound' && UNSUPPORTED.test(name)) continue;
    const share = LIKELY.test(name) ? 0.6 : (source.share ?? 0.2);
    if (!random.chance(schema.required?.includes(name) ? 0.99 : share)) continue;
    given[name] = valueFor(source, name, each, mood);
  }
  if (mood !== 'sound') return given;
  return likeARule(source, leadingToOne(source, ofOneKind(source, schema, given)));
}

/**
 * The names of resource types in tag actions, by the field under which answers have the ids of such
 * resources.
 */
const KINDS = [
  ['vpc', 'VpcId'],
  ['subnet', 'SubnetId'],
  ['securitygroup', 'SecurityGroupId'],
  ['eni', 'NetworkInterfaceId'],
  ['eip', 'AllocationId'],
  ['havip', 'HaVipId'],
  ['routetable', 'RouteTableId'],
  ['instance', 'InstanceId'],
  ['keypair', 'KeyPairId'],
  ['image', 'ImageId'],
  ['launchtemplate', 'LaunchTemplateId'],
  ['hpccluster', 'HpcClusterId'],
  ['command', 'CommandId'],
  ['invocation', 'InvocationId'],
  ['scheduledinstance', 'ScheduledInstanceId'],
] as const;

/** Makes the resources that a tag action names be of the type that it names. */
function ofOneKind(
  { random, pool, theme }: Source,
  { properties }: Schema,
  given: Record<string, unknown>,
) {
  const { ResourceIds } = given;
  const kinds = KINDS.filter(([known]) => properties?.ResourceType?.enum?.includes(known));
  if (!Array.isArray(ResourceIds) || kinds.length === 0 || !random.chance(0.9)) return given;
  const [kind, name] = random.pick(kinds);
  const ids = ResourceIds.map(() => pool.value(random, name, theme) ?? 'vpc-none');
  return { ...given, ResourceType: kind, ResourceIds: ids };
}

/** The types of next hops, by the field under which answers have the ids of such resources. */
const NEXT_HOPS = [
  ['Instance', 'InstanceId'],
  ['NetworkInterface', 'NetworkInterfaceId'],
  ['HaVip', 'HaVipId'],
  ['IPv6GW', 'Ipv6GatewayId'],
] as const;

/** Makes the next hop of a route be of the type that the request names. */
function leadingToOne({ random, pool, theme }: Source, given: Record<string, unknown>) {
  if (given.NextHopId === undefined || !random.chance(0.9)) return given;
  const [NextHopType, name] = random.pick(NEXT_HOPS);
  return { ...given, NextHopType, NextHopId: pool.value(random, name, theme) ?? 'i-none' };
}

/** Only a few, so that a rule that is to be described or revoked is often there. */
const RULES = [
  { Protocol: 'all', PortStart: -1, PortEnd: -1 },
  { Protocol: 'tcp', PortStart: 80, PortEnd: 80 },
];
const RULE_BLOCKS = ['10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32'];

/** Gives a rule of a security group one peer, and ports that suit its protocol. */
function likeARule({ random, pool, theme }: Source, given: Record<string, unknown>) {
  if (given.Protocol === undefined || given.PortStart === undefined || !random.chance(0.9)) {
    return given;
  }
  const { CidrIp: _block, SourceGroupId: _group, PrefixListId: _list, ...rest } = given;
  const [peer, value] = random.weighted([
    [3, ['CidrIp', random.pick(RULE_BLOCKS)]],
    [1, ['SourceGroupId', pool.value(random, 'SecurityGroupId', theme)]],
    [1, ['PrefixListId', pool.value(random, 'PrefixListId', theme)]],
  ] as const);
  const { Policy: _policy, Priority: _priority, ...plain } = rest;
  return { ...(random.chance(0.8) ? plain : rest), ...random.pick(RULES), [peer]: value };
}

/** Parameters that are optional by their contract, though clients hardly ever leave them out. */
const LIKELY =
  /^(InstanceTypeId|SubnetId|(Destination)?CidrBlock|(SecondaryPrivateIp|Ipv6)AddressCount|InstanceType)$/;

/** Parameters that Tenon always refuses. */
const UNSUPPORTED = /Prefix(Count)?$|^GatewayType$/;

function listFor(source: Source, name: string, schema: Schema, mood: Mood): unknown[] {
  const { random } = source;
  const most = Math.min(schema.maxItems ?? 5, 120);
  const count =
    mood === 'sound' ? random.int(1, Math.min(most, 3)) : random.pick([0, 1, most, most + 1]);
  const item = schema.items ?? {};
  const items = Array.from({ length: count }, () => valueFor(source, name, item, mood));
  return mood === 'edge' && random.chance(0.2) ? [...items, ...items.slice(0, 1)] : items;
}

function numberFor(random: Random, { minimum = 0, maximum = 100 }: Schema, mood: Mood): unknown {
  if (mood === 'sound') {
    return Math.min(maximum, Math.max(minimum, 0) + random.pick([0, 0, 0, 1, 2, 9]));
  }
  return random.pick<unknown>([
    minimum - 1,
    minimum,
    maximum,
    maximum + 1,
    -1,
    0,
    -0,
    '007',
    2 ** 31,
    2 ** 53 - 1,
    minimum + 0.5,
  ]);
}

const CIDRS = [
  '10.0.0.0/16',
  '192.168.0.0/24',
  '2408:1000:abcd:ef00::/64',
  '0.0.0.0/0',
  '10.0.0.1/16',
  '::/0',
];
/** In a rule, -1 stands for any port. */
const PORT_NUMBERS = [-1, -1, 80, 443];
const PORTS = ['80', '80/80', '22/443', '-1/-1', '1/65535', '443/22', '65536', 'all'];

function textFor(source: Source, name: string, schema: Schema, mood: Mood): string {
  const { random, pool, theme } = source;
  const { minLength = 0, maxLength = 64 } = schema;
  if (mood === 'edge') {
    const length = random.pick([minLength - 1, minLength, maxLength, maxLength + 1, 1]);
    return random.pick(['a', 'é', '中', '0', ' ']).repeat(Math.max(0, Math.min(length, 3000)));
  }
  if (name === 'ClientToken') return `token-${random.int(0, 2000)}`;
  if (name === 'NextToken' && random.chance(0.2)) return 'YTE';
  // An EIP is bound to an instance, an interface or a virtual IP; one parameter names any of these.
  if (name === 'InstanceType') return random.pick(BOUND_TO);
  // An egress-only rule is for the public bandwidth of an IPv6 address, which the same parameter
  // names.
  const asked = name === 'InstanceId' && random.chance(0.25) ? random.pick(BEARERS) : name;
  const fresh = FRESH.find(([pattern]) => pattern.test(name))?.[1];
  const known = pool.value(random, asked, theme);
  if (known !== undefined && random.chance(fresh === undefined ? 0.95 : (source.known ?? 0.3)))
    return known;
  return (
    fresh?.(random) ?? random.pick(['a', 'web-1', 'default', '中文', `n-${random.int(0, 99)}`])
  );
}

const BOUND_TO = ['EcsInstance', 'NetworkInterface', 'HaVip', 'ecs.g3i.large'];
const BEARERS = ['NetworkInterfaceId', 'HaVipId', 'AllocationId'];

const PUBLIC_KEY =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGPuQTp0cJfkzyCwkTGDtp0ZfTOpYEbGmTnnXYFLQU0y';

const DOCUMENTS = [
  '{"Statement":[{"Effect":"Allow","Action":["vpc:*"],"Resource":["*"]}]}',
  '{"Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"trn:vpc:*:*:vpc/*"}]}',
  '{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ecs"}}]}',
];

/** Values that are better made anew than repeated. */
const FRESH: readonly (readonly [RegExp, (random: Random) => string])[] = [
  [/^ResourceTrn$/, (random) => `trn:vpc:cn-beijing:2100000001:${random.pick(['vpc/a', 'eni/a'])}`],
  [/^RoleTrn$/, () => 'trn:iam::2100000001:role/ops'],
  [/PolicyDocument$/, (random) => random.pick(DOCUMENTS)],
  [/^Policy$/, () => '{"Statement":[{"Effect":"Allow","Action":"*"}]}'],
  [/^Product$/, (random) => random.pick(['ECS', 'EIP'])],
  [/^PublicKey$/, () => PUBLIC_KEY],
  [/^NewSize$/, (random) => String(random.int(40, 200))],
  [/Ipv6Cidr/, (random) => `2408:1000:abcd:ef${random.int(16, 255).toString(16)}::/64`],
  [/^SecondaryCidr/, (random) => `10.${random.int(1, 9)}.${random.int(0, 3)}.0/24`],
  [/^UserCidr/, (random) => `30.${random.int(0, 9)}.0.0/16`],
  [/^DestinationCidr/, (random) => `20.${random.int(0, 255)}.0.0/16`],
  [/^CidrIp$/, (random) => random.pick(CIDRS)],
  [/Cidr/, (random) => `10.0.${random.int(0, 255)}.0/${random.pick([24, 24, 24, 28, 29])}`],
  [/Ipv6/, (random) => `2408:1000:abcd:ef00::${random.int(1, 999).toString(16)}`],
  [/Ip|Address|Dns/, (random) => `10.0.${random.int(0, 3)}.${random.int(0, 255)}`],
  [/Mac/, (random) => `00:16:3e:00:00:${random.int(16, 255).toString(16)}`],
  [/Port/, (random) => random.pick(PORTS)],
  [/^(Key|TagKeys)$/, (random) => `k-${random.int(0, 99)}`],
  [
    /^InstanceTypeId$/,
    (random) => `ecs.g3i.${random.pick(['large', 'large', 'xlarge', '2xlarge'])}`,
  ],
  [/Name$/, (random) => `n-${random.int(0, 99)}`],
  [/Zone/, () => 'cn-beijing-a'],
  [/Time|At$/, (random) => `203${random.int(0, 9)}-01-01T00:00:00Z`],
  [/Password/, () => 'Passw0rd!'],
  [/UserData/, () => 'IyEvYmluL3No'],
];

/** A value of a kind that the parameter may not have. */
function wrong(random: Random): unknown {
  return random.pick<unknown>([
    null,
    true,
    0,
    1.5,
    -1,
    1e308,
    'x',
    '',
    'null',
    'undefined',
    'True',
    [],
    {},
    [null],
    ['x'],
    [[['x']]],
    [{}],
    { Key: 'x' },
    { 1: 'x', 0: 'y' },
    { length: 3 },
    [{ Key: 'a', Values: 'b' }],
  ]);
}

const HOSTILE = [
  "' or 1=1; drop table vpc; --",
  '"; delete from network_interface where ""="',
  '%',
  '_',
  '%s%s%n',
  '#{7*7}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'a\u0000b',
  '\u0000',
  '\ud800',
  '\udc00\ud800',
  '\uffff',
  '\u202eabc',
  'e\u0301',
  '🐳🐳🐳',
  '\r\nX-Injected: 1',
  '\t',
  ' ',
  'NaN',
  'Infinity',
  '-0',
  '1e9',
  '0x10',
  '99999999999999999999',
  '-99999999999999999999',
  'true',
  '[object Object]',
  '{"a":1}',
  '[1]',
  'eni-',
  '-',
  '.',
  '1.1.1.1/33',
  '256.1.1.1',
  '::ffff:10.0.0.1',
  'fe80::1%eth0',
  '010.000.000.001',
  '10.0.0.0/016',
  '::/129',
  '00-16-3e-00-00-01',
  'ff:ff:ff:ff:ff:ff',
];

export function hostile(random: Random): string {
  return random.weighted([
    [10, () => random.pick(HOSTILE)],
    [1, () => random.pick(HOSTILE).repeat(random.int(2, 200))],
    [1, () => 'x'.repeat(random.int(100, 8000))],
    [1, () => random.text('abc中é🐳 \u0000\u0007%+&=.', random.int(1, 40))],
  ])();
}
