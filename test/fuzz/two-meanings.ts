import { type Draft, draft } from '../support/request.ts';
import { presign, wireQuery } from '../support/signer.ts';
import { type Caller, call } from './calls.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/**
 * A request that is well signed and says two things, or whose body nobody signed. Whichever of the
 * two a reader takes, another may take the other: each must be refused.
 */
export function twoMeanings(caller: Caller): Draft {
  const { random, credentials } = caller;
  const target = random.pick(caller.callables);
  const { service, action, version } = target;
  const [own] = credentials;
  if (own === undefined) throw new Error('there is nobody to sign');
  const identity = { service, action, version, credentials: own };
  const name = random.pick(['Action', 'Version']);
  const others = ['DescribeVpcs', 'DeleteVpc', '2018-01-01', 'x'];
  const other = random.pick(others.filter((each) => each !== action && each !== version));
  const known = Object.keys(target.schema.properties ?? {});
  const parameter = known.length > 0 ? random.pick(known) : name;
  const form = (body: string) => ({ method: 'POST', headers: { 'content-type': FORM }, body });
  const json = (body: string) => ({ method: 'POST', headers: { 'content-type': JSON_TYPE }, body });
  return random.pick<() => Draft>([
    () => draft({ ...identity, query: [[name, other]] }),
    () => draft({ ...identity, ...form(`${name}=${other}`) }),
    () => draft({ ...identity, ...json(JSON.stringify({ [name]: other })) }),
    () => draft({ ...identity, ...json(`{"${parameter}":"a","${parameter}":"b"}`) }),
    () => draft({ ...identity, ...json(`{"Moon":{"a":1,"\\u0061":2},"${parameter}":"a"}`) }),
    () => repeated(caller),
    () => presignedWithBody(caller, identity),
  ])();
}

/** A header that stands once stands twice, here with one value and there with two. */
function repeated(caller: Caller): Draft {
  const { random } = caller;
  const made = call(caller);
  const name = random.pick(['host', 'x-date', 'authorization']);
  const own = made.headers.find(([each]) => each === name)?.[1] ?? '';
  const line = [
    random.pick([name, name.toUpperCase()]),
    random.pick([own, own, 'x', own.toUpperCase()]),
  ] as const;
  const headers = random.chance(0.5) ? [line, ...made.headers] : [...made.headers, line];
  return { ...made, headers };
}

/** The URL of a presigned GET, with a body of its bearer's choice. */
function presignedWithBody(
  { random }: Caller,
  {
    service,
    action,
    version,
    credentials,
  }: {
    readonly service: string;
    readonly action: string;
    readonly version: string;
    readonly credentials: Parameters<typeof presign>[1];
  },
): Draft {
  const query = [
    ['Action', action],
    ['Version', version],
  ] as const;
  const scope = { region: 'cn-beijing', service, now: Date.now() };
  const signed = presign({ method: 'GET', query, host: 'localhost' }, credentials, scope);
  const [type, body] = random.pick([
    [FORM, 'DryRun=true'],
    [JSON_TYPE, '{"DryRun":true}'],
    [FORM, 'Moon=1'],
  ] as const);
  return {
    method: 'GET',
    target: `/?${wireQuery(signed)}`,
    protocol: 'HTTP/1.1',
    headers: [
      ['host', 'localhost'],
      ['content-type', type],
      ['content-length', String(body.length)],
    ],
    body: Buffer.from(body),
  };
}
