import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { LoadedService } from '#core/service.ts';
import type { Credentials } from '../support/client.ts';
import { type Draft, draft, type RequestParts } from '../support/request.ts';
import { hostile, type Mood, type Schema, type Source, structFor, valueFor } from './values.ts';
import { flatten, type Pairs, strangePairs } from './wire.ts';

/** A call that can be made: an action with its contract, read generically. */
export interface Callable {
  readonly service: string;
  readonly action: string;
  readonly version: string;
  readonly schema: Schema;
  /**
   * How often it is called: actions that make and join things more often than those that remove
   * them.
   */
  readonly weight: number;
}

/** A request, and the VPC that all of its parts belong to. */
export interface Made extends Draft {
  readonly vpcId?: string | undefined;
}

/** Every action of the services, and one of those that are not there yet. */
export function callables(services: readonly LoadedService[]): Callable[] {
  return services.flatMap(({ name: service, version, actions, notYet }) => [
    ...actions.map(({ name, parameters }) => ({
      service,
      version,
      action: name,
      weight: WEIGHTS.find(([pattern]) => pattern.test(name))?.[1] ?? 1,
      schema: z.toJSONSchema(parameters, { io: 'input', unrepresentable: 'any' }) as Schema,
    })),
    ...Object.keys(notYet)
      .slice(0, 1)
      .map((action) => ({ service, version, action, weight: 0.5, schema: {} })),
  ]);
}

const WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/^(Create|Run|Allocate)/, 2.5],
  [/^(Attach|Associate|Assign|Authorize)/, 2.5],
  [/^(Delete|Release)(Vpc|Subnet|Instances?|SecurityGroup)$/, 0.15],
  [/^(Delete|Release|Stop)/, 0.5],
];

export interface Caller extends Source {
  readonly callables: readonly Callable[];
  readonly credentials: readonly Credentials[];
}

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** The names of all parameters, at any depth. */
export function parameterNames(all: readonly Callable[]): Set<string> {
  const names = new Set<string>();
  const visit = (schema: Schema): void => {
    if (schema.items !== undefined) visit(schema.items);
    for (const [name, each] of Object.entries(schema.properties ?? {})) {
      names.add(name);
      visit(each);
    }
  };
  for (const { schema } of all) visit(schema);
  return names;
}

/** A well-signed call of some action; its values are sound, or some of them are not. */
export function call(caller: Caller): Made {
  const target = chosen(caller);
  const parameters = parametersFor(caller, target);
  return { ...carried(caller, target, parameters), vpcId: caller.theme.vpcId };
}

/** A well-signed call of what the vendor has and Tenon lacks: a service, an action, a version. */
export function lackingCall({ random, credentials }: Caller): Draft {
  const [service, version, action] = random.pick([
    ['vke', '2022-05-12', 'CreateCluster'],
    ['Redis', '2020-12-07', hostile(random)],
    ['auto_scaling', hostile(random), 'CreateScalingGroup'],
    ['ecs', '2020-04-01', 'AllocateDedicatedHosts'],
    ['vpc', hostile(random), 'CreateVpc'],
    ['iam', '2018-01-01', 'ListProjects'],
  ] as const);
  return draft({
    service,
    version: oneLine(version),
    action: oneLine(action),
    credentials: credentials[0] as Credentials,
    region: random.pick(['cn-beijing', 'cn-north-1']),
  });
}

/** Well-formed text: a lone surrogate cannot be signed. */
const oneLine = (text: string): string => text.toWellFormed().slice(0, 5000);

/** A well-signed call with names that no contract has. */
export function strangeCall(caller: Caller): Draft {
  const { random } = caller;
  const target = chosen(caller);
  const known = Object.keys(target.schema.properties ?? {});
  const pairs = [
    ...flatten(random, parametersFor(caller, target)),
    ...Array.from({ length: random.int(1, 3) }, () => strangePairs(random, known)).flat(),
  ];
  if (random.chance(0.3)) return form(caller, target, pairs);
  return draft({ ...identity(caller, target), query: pairs.slice(0, 900) });
}

/** A well-signed call whose body is not what it should be. */
export function bodyCall(caller: Caller): Draft {
  const { random } = caller;
  const target = chosen(caller);
  const parameters = parametersFor(caller, target);
  const json = JSON.stringify(parameters);
  const text = flatten(random, parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const deep = random.pick([5, 9, 1000, 100_000]);
  const name = random.pick(['Tags', 'Moon', ...Object.keys(target.schema.properties ?? {})]);
  const [type, body] = random.pick<() => readonly [string, string | Uint8Array]>([
    () => [JSON_TYPE, json.slice(0, random.int(0, json.length))],
    () => [JSON_TYPE, `${json}${json}`],
    () => [JSON_TYPE, `\ufeff${json}`],
    () => [JSON_TYPE, json.replaceAll('"', "'")],
    () => [JSON_TYPE, `{"${name}":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    () => [JSON_TYPE, `{"${name}":${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}}`],
    () => [JSON_TYPE, `{"${name}":[${'"a",'.repeat(random.pick([10, 3000, 100_000]))}"a"]}`],
    () => [
      JSON_TYPE,
      `{${Array.from({ length: random.pick([1990, 80_000]) }, (_, i) => `"${i}":1`)}}`,
    ],
    () => [JSON_TYPE, `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`],
    () => [JSON_TYPE, `{"${name}":{"__proto__":{"polluted":1},"Key":"a"}}`],
    () => [JSON_TYPE, `{"${name}":"\\ud800"}`],
    () => [JSON_TYPE, `{"${name}":1e999}`],
    () => [JSON_TYPE, random.pick(['[]', 'null', 'true', '1', '"a"', '', ' ', '{', '[{}]', 'NaN'])],
    () => [JSON_TYPE, gzipSync(json)],
    () => [JSON_TYPE, Buffer.concat([Buffer.from('{"a":"'), random.bytes(20), Buffer.from('"}')])],
    () => [FORM, json],
    () => [FORM, text],
    () => [FORM, `${text}&%zz=1`],
    () => [FORM, `${text}&a=%ff`],
    () => [FORM, random.bytes(random.int(1, 300))],
    () => [FORM, '&'.repeat(random.int(1, 5000))],
    () => [FORM, 'a=1&'.repeat(random.pick([1999, 2001]))],
    () => ['', json],
    () => ['text/plain', json],
    () => ['text/xml', '<a/>'],
    () => ['multipart/form-data; boundary=x', '--x\r\n\r\nx\r\n--x--'],
    () => ['application/json;', json],
    () => ['APPLICATION/JSON', json],
    () => ['application/x-www-form-urlencoded', text],
    () => ['/', json],
    () => ['application/json/x', json],
    () => ['application/octet-stream', random.bytes(50)],
  ])();
  const made = draft({
    ...identity(caller, target),
    method: random.pick(['POST', 'POST', 'GET']),
    body,
    headers: type === '' ? {} : { 'content-type': type },
  });
  return random.chance(0.1)
    ? { ...made, headers: [...made.headers, ['content-encoding', 'gzip']] }
    : made;
}

function chosen({ random, callables: all }: Caller): Callable {
  return random.weighted(all.map((each) => [each.weight, each] as const));
}

function parametersFor(caller: Caller, { schema }: Callable): Record<string, unknown> {
  const { random } = caller;
  const about = {
    ...caller,
    share: random.pick([0.02, 0.05, 0.15, 0.4]),
    known: random.pick([0.1, 0.95]),
  };
  const parameters = structFor(about, schema, 'sound');
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0 || random.chance(0.7)) return parameters;
  for (let count = random.int(1, 2); count > 0; count--) {
    const name = random.pick(names);
    const mood = random.pick<Mood>(['edge', 'wrong', 'hostile', 'hostile']);
    parameters[name] = bent(about, name, schema.properties?.[name] ?? {}, mood);
  }
  return parameters;
}

/** A value that is unsound, or that has one unsound part. */
function bent(source: Source, name: string, schema: Schema, mood: Mood): unknown {
  const { random } = source;
  if (schema.type === 'array' && schema.items !== undefined && random.chance(0.6)) {
    const item = bent(source, name, schema.items, mood);
    return random.chance(0.5) ? [item] : [valueFor(source, name, schema.items, 'sound'), item];
  }
  const parts = Object.entries(schema.properties ?? {});
  if (schema.type === 'object' && parts.length > 0 && random.chance(0.7)) {
    const [part, inner] = random.pick(parts);
    const whole = structFor(source, schema, 'sound');
    return { ...whole, [part]: bent(source, part, inner, mood) };
  }
  return valueFor(source, name, schema, mood);
}

function identity(caller: Caller, { service, action, version }: Callable): RequestParts {
  const { random, credentials } = caller;
  return {
    service,
    action,
    version,
    credentials: random.chance(0.9) ? (credentials[0] as Credentials) : random.pick(credentials),
    region: random.chance(0.95) ? 'cn-beijing' : random.pick(REGIONS[service] ?? ['cn-shanghai']),
  };
}

/** Global services are signed for regions that no world has. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  billing: ['cn-shanghai', 'cn-north-1'],
  iam: ['cn-shanghai', 'cn-north-1'],
  sts: ['cn-shanghai', 'cn-north-1'],
};

function carried(caller: Caller, target: Callable, parameters: Record<string, unknown>): Draft {
  const { random } = caller;
  const way = random.weighted([
    [6, 'query'],
    [2, 'form'],
    [3, 'json'],
  ] as const);
  if (way === 'json') {
    return draft({
      ...identity(caller, target),
      method: 'POST',
      headers: { 'content-type': JSON_TYPE },
      body: JSON.stringify(parameters),
    });
  }
  const pairs = flatten(random, parameters);
  if (way === 'form') return form(caller, target, pairs);
  return draft({ ...identity(caller, target), query: fitting(pairs) });
}

function form(caller: Caller, target: Callable, pairs: Pairs): Draft {
  return draft({
    ...identity(caller, target),
    method: 'POST',
    headers: { 'content-type': FORM },
    body: pairs
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&'),
  });
}

/** Values that fit into a request line. Larger ones are tried elsewhere. */
function fitting(pairs: Pairs): Pairs {
  let size = 0;
  return pairs.filter(([name, value]) => {
    size += 3 * (name.length + value.length);
    return size < 50_000;
  });
}
