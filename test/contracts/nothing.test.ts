import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { unwrap } from '#gateway/parameter-shape.ts';
import { SERVICES } from '#server.ts';
import { runInput, type Scene, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { NOTHING } from './nothing.ts';

/* How answers say that there is nothing, in the way that clients test for. */
let server: TestServer;
let at: Scene;
beforeAll(async () => {
  server = await startServer();
  at = await scene(server);
});
afterAll(() => server.close());

const contracts = new Map(
  SERVICES.flatMap(({ actions }) => actions.map((action) => [action.name, action])),
);

/** The paths of fields that an answer may have null in. */
function nullable(schema: z.core.$ZodType, path = ''): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodNullable) return [path, ...nullable(inner._zod.def.innerType, path)];
  if (inner instanceof z.ZodArray) return nullable(inner.element, `${path}[]`);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([name, field]) =>
    nullable(field as z.core.$ZodType, path === '' ? name : `${path}.${name}`),
  );
}

/** The schema of a field by its path. */
function fieldAt(schema: z.core.$ZodType, path: string): z.core.$ZodType | undefined {
  let found: z.core.$ZodType | undefined = schema;
  for (const step of path.split(/\.|(?=\[\])/)) {
    const inner: z.core.$ZodType | undefined = found && unwrap(found);
    if (inner instanceof z.ZodArray && step === '[]') found = inner.element;
    else if (inner instanceof z.ZodObject) found = inner.shape[step];
    else return undefined;
  }
  return found && unwrap(found);
}

it('only the fields of the table may be null', () => {
  const found = [...contracts.values()].flatMap(({ name, result }) =>
    nullable(result).map((field) => `${name} ${field}`),
  );
  const said = NOTHING.filter(({ nothing }) => nothing === null);
  expect(found.toSorted()).toEqual(
    said.map(({ action, field }) => `${action} ${field}`).toSorted(),
  );
});

describe.each(NOTHING)('$action $field', ({ action, field, nothing }) => {
  it(`is ${JSON.stringify(nothing)} when there is nothing`, () => {
    const schema = contracts.get(action)?.result;
    const found = schema && fieldAt(schema, field);
    if (found === undefined) throw new Error('no such field');
    const allows = z.safeParse(found, nothing === 'struct' ? null : nothing).success;
    // A struct is never null; its contract says what its fields may be.
    expect(allows).toBe(nothing !== 'struct');
    if (nothing !== null) expect(z.safeParse(found, null).success).toBe(false);
  });
});

describe('an instance', () => {
  it('without EIP and IPv6 has null for both, and its type has no GPU', async () => {
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', runInput(at));
    await server.settled();
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', { InstanceIds });
    const [{ EipAddress, InstanceTypeId, NetworkInterfaces }] = Instances;
    expect(EipAddress).toBeNull();
    expect(NetworkInterfaces).toMatchObject([{ IPv6Sets: null, Ipv6Addresses: null }]);
    const [{ NetworkInterfaceId }] = NetworkInterfaces;
    const shown = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId,
    });
    expect(shown.IPv6Sets).toBeNull();
    const { InstanceTypes } = await server.client.ok('ecs', 'DescribeInstanceTypes', {
      InstanceTypeIds: [InstanceTypeId],
    });
    expect(InstanceTypes).toMatchObject([{ Gpu: null, Rdma: null }]);
  });

  it('with both has both', async () => {
    const [nic] = runInput(at).NetworkInterfaces as Record<string, unknown>[];
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', {
      ...runInput(at, { EipAddress: { BandwidthMbps: 1 } }),
      NetworkInterfaces: [{ ...nic, Ipv6AddressCount: 1 }],
    });
    await server.settled();
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', { InstanceIds });
    const [{ EipAddress, NetworkInterfaces }] = Instances;
    expect(EipAddress).toEqual({
      AllocationId: expect.stringMatching(/^eip-/),
      IpAddress: expect.stringMatching(/^198\./),
    });
    const [{ IPv6Sets, Ipv6Addresses }] = NetworkInterfaces;
    expect(IPv6Sets).toHaveLength(1);
    expect(Ipv6Addresses).toEqual(IPv6Sets);
  });
});
