import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { subscriptionEnd } from '#services/vpc/eip/subscription.ts';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer({ transitions: 'manual' });
  here = await scene(server);
});
afterEach(() => server.close());

const now = () => server.worldClock.now();
const launched = (patch = {}) => madeInstance(server, here, patch);
async function prepaid(ms: number): Promise<string> {
  const id = await launched();
  const patch = { instance_charge_type: 'PrePaid', expires_at: now() + ms };
  await patchRow(server, 'instance', id, patch);
  return id;
}
const convert = (input: Record<string, unknown>) =>
  server.client.ecs('ModifyInstanceChargeType', input);
const renew = (InstanceId: string, input: Record<string, unknown>) =>
  server.client.ecs('RenewInstance', { InstanceId, ...input });
const paid = async (id: string) => {
  const rows = await server.store.read((tx) =>
    tx.select((db) =>
      db.selectFrom('instance').select(['instance_charge_type', 'expires_at']).where('id', '=', id),
    ),
  );
  return [rows[0]?.instance_charge_type, rows[0]?.expires_at];
};
const seen = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];

describe('ModifyInstanceChargeType', () => {
  it('makes subscriptions, and ends them', async () => {
    const [first, second] = [await launched(), await launched({ status: 'STOPPED' })];
    const InstanceIds = [second, first, second];
    // As Terraform sends it.
    const { result } = await convert({
      InstanceIds,
      InstanceChargeType: 'PrePaid',
      IncludeDataVolumes: false,
      AutoRenew: true,
      AutoRenewPeriod: 1,
      AutoPay: true,
      Period: 3,
      PeriodUnit: 'Month',
    });
    expect(result).toEqual({ OrderId: '' });
    const end = subscriptionEnd(now(), 1, 3);
    for (const id of [first, second]) expect(await paid(id)).toEqual(['PrePaid', end]);
    expect((await seen(first)).ExpiredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    await convert({ InstanceIds, InstanceChargeType: 'PostPaid' });
    for (const id of [first, second]) expect(await paid(id)).toEqual(['PostPaid', 0]);
    expect((await seen(first)).ExpiredAt).toBe('');
  });

  it('changes none when one cannot be changed, and none in a dry run', async () => {
    const [free, bound] = [await launched(), await prepaid(1000)];
    const starting = await launched({ status: 'STARTING' });
    const cases: [Record<string, unknown>, number, string][] = [
      [{ InstanceIds: [free] }, 400, 'MissingParameter.Period'],
      [{ InstanceIds: [free, 'i-none'], Period: 1 }, 404, 'InvalidInstance.NotFound'],
      [{ InstanceIds: [free, starting], Period: 1 }, 400, 'InvalidInstanceStatus'],
      [{ InstanceIds: [free, bound], Period: 1 }, 400, 'InvalidChargeType'],
      [{ InstanceIds: [free, bound], InstanceChargeType: 'PostPaid' }, 400, 'InvalidChargeType'],
      [{ InstanceIds: [free], Period: 1, DryRun: true }, 400, 'DryRunOperation'],
      [{ InstanceIds: [free], Period: 10 }, 400, 'InvalidPeriod.Malformed'],
      [{ InstanceIds: [free], Period: 48 }, 400, 'InvalidPeriod.Malformed'],
      [{ InstanceIds: [free], Period: 1, PeriodUnit: 'Week' }, 400, 'InvalidPeriodUnit.Malformed'],
      [{ InstanceIds: Array(21).fill(free), Period: 1 }, 400, 'InvalidInstanceIds.Malformed'],
    ];
    for (const [input, status, code] of cases) {
      expect([input, await convert(input)]).toMatchObject([input, { status, code }]);
    }
    expect(await paid(free)).toEqual(['PostPaid', 0]);
  });
});

describe('RenewInstance', () => {
  it('goes on from the end of the subscription, or from now when it has ended', async () => {
    const id = await prepaid(1000);
    const end = now() + 1000;
    const once = { Period: 12, PeriodUnit: 'Month', ClientToken: 'once' };
    expect((await renew(id, once)).result).toEqual({ OrderId: '' });
    expect((await renew(id, once)).status).toBe(200);
    expect(await paid(id)).toEqual(['PrePaid', subscriptionEnd(end, 1, 12)]);
    const ended = await prepaid(1000);
    await server.advance(5000);
    await renew(ended, { Period: 1 });
    expect(await paid(ended)).toEqual(['PrePaid', subscriptionEnd(now(), 1, 1)]);
  });

  it('refuses what is not there, on its way, or no subscription', async () => {
    const id = await prepaid(1000);
    expect((await renew('i-none', { Period: 1 })).code).toBe('InvalidInstance.NotFound');
    expect((await renew(id, {})).code).toBe('MissingParameter.Period');
    expect((await renew(id, { Period: 60 })).code).toBe('InvalidPeriod.Malformed');
    expect(await renew(await launched(), { Period: 1 })).toMatchObject({
      status: 400,
      code: 'InvalidChargeType',
      message: 'The specified ChargeType is not valid, is unsupported, or cannot be used.',
    });
    await patchRow(server, 'instance', id, { status: 'DELETING' });
    expect((await renew(id, { Period: 1 })).code).toBe('InvalidInstanceStatus');
  });
});
