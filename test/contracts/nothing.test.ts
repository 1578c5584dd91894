import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { unwrap } from '#gateway/parameter-shape.ts';
import { SERVICES } from '#test/support/services.ts';
import { runInput, type Scene, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { fieldAt } from './differences.ts';
import { NOTHING } from './nothing.ts';

/* How answers say that there is nothing: in the way for which clients test. */
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

it('only the fields of the table may be null', () => {
  const found = [...contracts.values()].flatMap(({ name, result }) =>
    nullable(result).map((field) => `${name} ${field}`),
  );
  const said = NOTHING.filter(({ nothing }) => nothing === null);
  const what = 'say in test/contracts/nothing.ts which field may be null, and when';
  expect(found.toSorted(), what).toEqual(
    said.map(({ action, field }) => `${action} ${field}`).toSorted(),
  );
});

describe.each(NOTHING)('$action $field', ({ action, field, nothing }) => {
  it(`is ${JSON.stringify(nothing)} when there is nothing`, () => {
    const schema = contracts.get(action)?.result;
    const at = schema && fieldAt(schema, field);
    if (at === undefined) throw new Error('no such field');
    const found = unwrap(at);
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
