// One server for all tests; each test has an account of its own: an empty world.
import { Client } from '@volcengine/sdk-core';
import { startTenon, type Tenon, type TenonAccount } from 'tenon';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { codeOf, Nics } from './nics.ts';

let tenon: Tenon;
beforeAll(async () => {
  tenon = await startTenon({ transitions: 'manual' });
});
afterAll(() => tenon.close());

let account: TenonAccount;
let nics: Nics;
let subnets: string[];
let group: string;
let instance: string;
let eni: string;

beforeEach(async () => {
  account = await tenon.account();
  const { accessKeyId, secretAccessKey } = account;
  const client = new Client({
    host: tenon.url.replace('http://', ''), // without the scheme
    protocol: 'http',
    region: tenon.region,
    accessKeyId,
    secretAccessKey,
    // The program tries again by itself: the SDK's own tries would come on top.
    autoRetry: false,
  });
  // While it sleeps, the world's time passes, and nobody waits.
  nics = new Nics(client, (ms) => tenon.clock.advance(ms));

  const { VpcId } = await nics.call<{ VpcId: string }>('vpc', 'CreateVpc', {
    CidrBlock: '10.0.0.0/16',
  });
  await tenon.clock.advance('1m');
  subnets = [];
  for (const [ZoneId, CidrBlock] of [
    ['cn-beijing-a', '10.0.0.0/24'],
    ['cn-beijing-b', '10.0.1.0/24'],
  ]) {
    const subnet = { VpcId, ZoneId, CidrBlock };
    const { SubnetId } = await nics.call<{ SubnetId: string }>('vpc', 'CreateSubnet', subnet);
    subnets.push(SubnetId);
  }
  const made = await nics.call<{ SecurityGroupId: string }>('vpc', 'CreateSecurityGroup', {
    VpcId,
  });
  group = made.SecurityGroupId;
  await tenon.clock.advance('1m');
  const launched = await nics.call<{ InstanceIds: string[] }>('ecs', 'RunInstances', {
    InstanceName: 'web',
    InstanceTypeId: 'ecs.g3i.large',
    ImageId: 'image-debian12x64tenon00',
    ZoneId: 'cn-beijing-a',
    'NetworkInterfaces.1.SubnetId': subnets[0],
    'NetworkInterfaces.1.SecurityGroupIds.1': group,
  });
  instance = launched.InstanceIds[0] ?? '';
  eni = await create(0);
});
afterEach(() => account.remove());

async function create(zone: number): Promise<string> {
  const nic = { SubnetId: subnets[zone], 'SecurityGroupIds.1': group };
  const { NetworkInterfaceId } = await nics.call<{ NetworkInterfaceId: string }>(
    'vpc',
    'CreateNetworkInterface',
    nic,
  );
  await tenon.clock.advance('5m');
  return NetworkInterfaceId;
}

const fault = (what: object) =>
  tenon.fault({
    service: 'vpc',
    action: 'AttachNetworkInterface',
    account: account.accountId,
    ...what,
  } as Parameters<Tenon['fault']>[0]);

it('attaches an interface', async () => {
  await nics.attach(eni, instance);
  expect((await nics.show(eni)).Status).toBe('InUse');
});

it('is refused for the zone, and the history says why', async () => {
  const there = await create(1);
  const refused = await nics.attach(there, instance).catch(codeOf);
  expect(refused).toBe('InvalidEni.ZoneMismatch');
  const [request] = await tenon.history({ account: account.accountId, code: refused });
  const broken = request?.verdicts.filter(({ verdict }) => verdict === 'fail');
  expect(broken?.map(({ code }) => code)).toEqual(['InvalidEni.ZoneMismatch']);
});

it('tries again when it is told to', async () => {
  const busy = await fault({ when: 'before', refuse: { code: 'FlowLimitExceeded' }, times: 3 });
  await nics.attach(eni, instance);
  expect(await busy.struck()).toBe(3);
});

it.each(['cut', 'half'])('takes a lost answer for no failure: %s', async (what) => {
  await fault({ when: 'answer', [what]: true });
  await nics.attach(eni, instance);
  expect((await nics.show(eni)).Status).toBe('InUse');
});

it('notices that a NIC cannot be plugged', async () => {
  await fault({ when: 'settle', fail: 'the host has no room' });
  await expect(nics.attach(eni, instance)).rejects.toThrow('is Available');
  await nics.attach(eni, instance);
});

it('waits while it is on its way', async () => {
  const held = await fault({ when: 'settle', hold: true });
  let slept = 0;
  const patient = new Nics(nics.client, async (ms) => {
    slept += 1;
    if (slept === 3) await held.remove();
    await tenon.clock.advance(ms);
  });
  await patient.attach(eni, instance);
  expect(slept).toBeGreaterThanOrEqual(3);
});

it('finds everything as it was at a snapshot', async () => {
  const before = await tenon.snapshot('before');
  await nics.attach(eni, instance);
  await before.restore();
  expect((await nics.show(eni)).Status).toBe('Available');
  await before.remove();
});
