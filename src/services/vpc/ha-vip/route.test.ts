import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/** Longer than any dwell time, in milliseconds. */
const LATER = 60_000;

let server: TestServer;
let here: Scene;
let haVip: string;
let RouteTableId: string;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
  haVip = await made();
  const { RouteTableIds } = await ok('DescribeVpcAttributes', { VpcId: here.vpcId });
  [RouteTableId] = RouteTableIds;
});
afterEach(() => server.close());

const vpc = (action: string, input: Record<string, unknown>) => server.client.vpc(action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('vpc', action, input);
const route = (NextHopId = haVip) =>
  vpc('CreateRouteEntry', {
    RouteTableId,
    DestinationCidrBlock: '172.20.0.0/16',
    NextHopType: 'HaVip',
    NextHopId,
  });
const remove = () => vpc('DeleteHaVip', { HaVipId: haVip });

async function made(SubnetId = here.subnetId): Promise<string> {
  const { HaVipId } = await ok('CreateHaVip', { SubnetId });
  await server.advance(LATER);
  return HaVipId;
}

describe('a route to a virtual IP', () => {
  it('keeps it from being deleted, from the first moment to the last', async () => {
    const inUse = {
      status: 400,
      code: 'InvalidHaVip.InUse',
      message:
        'The specified HaVip is in use. If you are trying to delete this HaVip, ensure that it is not referenced by route entry.',
    };
    const { RouteEntryId } = (await route()).result;
    expect(await remove()).toMatchObject(inUse);
    await server.advance(LATER);
    const listed = await ok('DescribeRouteEntryList', {
      RouteTableId,
      RouteEntryId,
      RouteEntryType: 'Custom',
    });
    expect(listed.RouteEntries).toMatchObject([{ NextHopType: 'HaVip', NextHopId: haVip }]);
    expect(await remove()).toMatchObject(inUse);
    await ok('DeleteRouteEntry', { RouteEntryId });
    expect(await remove()).toMatchObject(inUse);
    await server.advance(LATER);
    expect(await remove()).toMatchObject({ status: 200 });
  });

  it('is refused to one that is not there, going, or of another VPC', async () => {
    expect(await route('havip-none')).toMatchObject({
      status: 404,
      code: 'InvalidNextHop.NotFound',
    });
    const elsewhere = await scene(server);
    const other = await made(elsewhere.subnetId);
    expect(await route(other)).toMatchObject({ status: 400, code: 'InvalidNextHop.VpcMismatch' });
    await remove();
    expect(await route()).toMatchObject({ status: 400, code: 'InvalidNextHop.InvalidStatus' });
  });
});
