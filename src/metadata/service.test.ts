import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeInterface, runInput, type SceneWithInstances, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: SceneWithInstances;
let instance: string;

const TTL = 'x-volc-ecs-metadata-token-ttl-seconds';
const TOKEN = 'x-volc-ecs-metadata-token';

/** Asks as the instance, by the path of the control API. */
async function ask(path: string, init: RequestInit = {}, id = instance) {
  const answer = await fetch(`${server.url}/_tenon/instances/${id}/metadata${path}`, init);
  return {
    status: answer.status,
    text: await answer.text(),
    headers: Object.fromEntries(answer.headers),
  };
}

/** The value of an item below /latest. */
async function get(item: string, id = instance): Promise<string> {
  const { status, text } = await ask(`/latest/${item}`, {}, id);
  if (status !== 200) throw new Error(`${item}: ${status} ${text}`);
  return text;
}

const statusOf = async (path: string, init?: RequestInit, id?: string) =>
  (await ask(path, init, id)).status;

const tokenFor = async (seconds: number, id = instance) =>
  (await ask('/latest/api/token', { method: 'PUT', headers: { [TTL]: `${seconds}` } }, id)).text;

const shown = async (NetworkInterfaceId: string) =>
  server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', { NetworkInterfaceId });

const macOf = async (id: string): Promise<string> => (await shown(id)).MacAddress;

async function start(transitions: 'instant' | 'manual' = 'instant') {
  server = await startServer({ transitions });
  here = await scene(server, { instances: 1 });
  [instance = ''] = here.instanceIds;
}

afterEach(() => server.close());

describe('an instance', () => {
  beforeEach(() => start());

  it('is told what the API says of it', async () => {
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: [instance],
    });
    const [described] = Instances;
    const [primary] = described.NetworkInterfaces;
    const expected = {
      availability_zone: here.zoneId,
      hostname: described.Hostname,
      instance_id: instance,
      instance_type: described.InstanceTypeId,
      instance_type_id: described.InstanceTypeId,
      mac: primary.MacAddress,
      'network/interfaces/macs': primary.MacAddress,
      'payment/charge_type': 'PostPaid',
      region_id: 'cn-beijing',
      site_name: 'Volcengine',
      vpc_cidr_block: '10.0.0.0/8',
      vpc_id: here.vpcId,
    };
    for (const [item, value] of Object.entries(expected)) expect(await get(item)).toBe(value);
  });

  it('is told of each interface by its MAC', async () => {
    const id = await madeInterface(server, here, {
      SecondaryPrivateIpAddressCount: 2,
      Ipv6AddressCount: 1,
    });
    await server.client.ok('vpc', 'AttachNetworkInterface', {
      NetworkInterfaceId: id,
      InstanceId: instance,
    });
    await server.settled();
    const nic = await shown(id);
    const macs = (await get('network/interfaces/macs')).split('\n');
    expect(macs).toEqual([await get('mac'), nic.MacAddress]);
    const secondary = nic.PrivateIpSets.PrivateIpSet.filter(
      ({ Primary }: { Primary: boolean }) => !Primary,
    ).map(({ PrivateIpAddress }: { PrivateIpAddress: string }) => PrivateIpAddress);
    const below = `network/interfaces/macs/${nic.MacAddress}`;
    const expected = {
      gateway: '10.0.0.1',
      network_interface_id: id,
      primary_ip_address: nic.PrimaryIpAddress,
      private_ip_addresses: secondary.join('\n'),
      private_ipv4s: secondary.join('\n'),
      private_ipv6s: nic.IPv6Sets.join('\n'),
      subnet_cidr_block: '10.0.0.0/24',
      subnet_id: here.subnetId,
    };
    expect(secondary).toHaveLength(2);
    for (const [item, value] of Object.entries(expected)) {
      expect(await get(`${below}/${item}`)).toBe(value);
    }
    expect(JSON.parse(await get(`${below}/network_info`))).toEqual({
      NetworkInterfaceId: id,
      PrimaryIpAddress: nic.PrimaryIpAddress,
      Gateway: '10.0.0.1',
      SubnetId: here.subnetId,
      SubnetCidrBlock: '10.0.0.0/24',
      PrivateIpv4s: secondary.join('\n'),
    });
  });

  it('has an empty list of secondary addresses until some are assigned', async () => {
    const mac = await get('mac');
    const secondary = () => get(`network/interfaces/macs/${mac}/private_ipv4s`);
    expect(await secondary()).toBe('');
    const NetworkInterfaceId = await get(`network/interfaces/macs/${mac}/network_interface_id`);
    const { PrivateIpSet } = await server.client.ok('vpc', 'AssignPrivateIpAddresses', {
      NetworkInterfaceId,
      SecondaryPrivateIpAddressCount: 2,
    });
    await server.settled();
    expect((await secondary()).split('\n')).toEqual(PrivateIpSet);
    await server.client.ok('vpc', 'UnassignPrivateIpAddresses', {
      NetworkInterfaceId,
      PrivateIpAddress: PrivateIpSet,
    });
    await server.settled();
    expect(await secondary()).toBe('');
  });

  it('in an IPv6-only subnet has no IPv4 items', async () => {
    const { instanceIds } = await scene(server, { cidr: '', instances: 1 });
    const [id = ''] = instanceIds;
    const mac = await get('mac', id);
    const below = `network/interfaces/macs/${mac}`;
    expect(await get(below, id)).toBe(
      [
        'network_info',
        'network_interface_id',
        'private_ip_addresses',
        'private_ipv4s',
        'private_ipv6s',
        'subnet_id',
      ].join('\n'),
    );
    expect(await get(`${below}/private_ipv6s`, id)).toMatch(/^2001:db8:/);
    expect(await statusOf(`/latest/${below}/gateway`, {}, id)).toBe(404);
  });

  it('is shown its EIP while it has one', async () => {
    expect(await statusOf('/latest/eip_address')).toBe(404);
    const { AllocationId, EipAddress } = await server.client.ok('vpc', 'AllocateEipAddress', {
      BillingType: 2,
    });
    await server.settled();
    await server.client.ok('vpc', 'AssociateEipAddress', {
      AllocationId,
      InstanceType: 'EcsInstance',
      InstanceId: instance,
    });
    await server.settled();
    expect(await get('eip_address')).toBe(EipAddress);
    await server.client.ok('vpc', 'DisassociateEipAddress', { AllocationId });
    await server.settled();
    expect(await statusOf('/latest/eip_address')).toBe(404);
  });

  it('gets its user data as bytes, and 404 for none', async () => {
    expect(await statusOf('/latest/user_data')).toBe(404);
    const data = Buffer.from('#!/bin/sh\necho \u00e9\n');
    await server.client.ok('ecs', 'ModifyInstanceAttribute', {
      InstanceId: instance,
      UserData: data.toString('base64'),
    });
    for (const path of ['/latest/user_data', '/latest/user-data', '/volcstack/latest/user_data']) {
      const { text, headers } = await ask(path);
      expect(text).toBe(data.toString());
      expect(headers['content-type']).toBe('application/octet-stream');
    }
  });

  it('is asked by both roots, in any case, with any separator and doubled slashes', async () => {
    const mac = await get('mac');
    for (const path of [
      '/latest/mac',
      '/volcstack/latest/mac',
      '/latest//mac',
      '//volcstack//latest/mac/',
      '/LATEST/Mac',
      `/latest/network/interfaces/macs`,
      '/latest/meta-data/mac',
    ]) {
      expect(await ask(path)).toMatchObject({ status: 200, text: mac });
    }
    const id = await get(`network/interfaces/macs/${mac}/network_interface_id`);
    for (const written of [
      mac.toUpperCase(),
      mac.replaceAll(':', '-'),
      mac.replaceAll(':', '/'),
      encodeURIComponent(mac),
    ]) {
      expect(await get(`Network/interfaces/macs/${written}/Network-Interface-Id`)).toBe(id);
    }
    expect(await get('meta-data/placement/availability-zone')).toBe(here.zoneId);
    expect(await get('instance-id')).toBe(instance);
  });

  it('lists names, a line each, without a line break at the end', async () => {
    const root = [
      'availability_zone',
      'hostname',
      'iam',
      'instance_id',
      'instance_type',
      'instance_type_id',
      'mac',
      'network',
      'payment',
      'region_id',
      'site_name',
      'vpc_cidr_block',
      'vpc_id',
    ].join('\n');
    for (const path of ['/latest', '/latest/', '/volcstack/latest']) {
      expect(await ask(path)).toMatchObject({ status: 200, text: root });
    }
    expect(await get('network')).toBe('interfaces');
    expect(await get('payment/')).toBe('charge_type');
    expect(await get('iam')).toBe('security_credentials');
    expect((await ask('/latest')).headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
  });

  it('is answered without a body for HEAD', async () => {
    expect(await ask('/latest/mac', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
});

describe('a request is refused', () => {
  beforeEach(() => start());

  it.each([
    ['an unknown item', '/latest/nothing', 404],
    ['an item below a value', '/latest/mac/more', 404],
    ['a MAC of nobody', '/latest/network/interfaces/macs/00:16:3e:00:00:00/gateway', 404],
    ['an unknown item of an interface', '/latest/network/interfaces/macs/%s/nothing', 404],
    ['a root of nobody', '/metadata/v1/public-ipv4', 404],
    ['no root at all', '/', 404],
    ['no path', '', 404],
    ['a broken escape', '/latest/%zz', 400],
    ['bytes that are not UTF-8', '/latest/%ff', 400],
    ['a name that every object has', '/latest/constructor', 404],
    ['a way out', '/latest/%2e%2e/mac', 404],
  ])('for %s', async (_, path, status) => {
    expect(await statusOf(path.replace('%s', await get('mac')))).toBe(status);
  });

  it('for an instance that does not exist, or no longer', async () => {
    expect(await statusOf('/latest/mac', {}, 'i-nobody')).toBe(404);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: instance });
    await server.settled();
    expect(await statusOf('/latest/mac')).toBe(404);
    expect(await statusOf('/latest/api/token', { method: 'PUT', headers: { [TTL]: '60' } })).toBe(
      404,
    );
  });

  it.each(['POST', 'DELETE', 'PATCH', 'OPTIONS', 'PUT'])('for %s', async (method) => {
    const { status, headers } = await ask('/latest/mac', { method });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD' });
  });

  it('for a token with GET', async () => {
    const { status, headers } = await ask('/latest/api/token');
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'PUT' });
  });
});

describe('in token mode', () => {
  beforeEach(() => start('manual'));

  const require = (HttpTokens: string) =>
    server.client.ok('ecs', 'ModifyInstanceMetadataOptions', { InstanceId: instance, HttpTokens });

  it.each(['1', '300', '21600'])('a token is given for %s seconds', async (seconds) => {
    const { status, text, headers } = await ask('/latest/api/token', {
      method: 'PUT',
      headers: { [TTL]: seconds },
    });
    expect(status).toBe(200);
    expect(headers[TTL]).toBe(seconds);
    expect(await ask('/latest/mac', { headers: { [TOKEN]: text } })).toMatchObject({ status: 200 });
    const end = Number(seconds) * 1000;
    await server.advance(end - 1);
    expect(await statusOf('/latest/mac', { headers: { [TOKEN]: text } })).toBe(200);
    await server.advance(1);
    expect(await statusOf('/latest/mac', { headers: { [TOKEN]: text } })).toBe(401);
  });

  it.each([
    '0',
    '21601',
    '-1',
    '1.5',
    'six',
    '',
    '999999999999',
  ])('no token is given for %j seconds', async (seconds) => {
    const asked = { method: 'PUT', headers: { [TTL]: seconds } };
    expect(await statusOf('/latest/api/token', asked)).toBe(400);
  });

  it('no token is given without a life', async () => {
    expect(await statusOf('/latest/api/token', { method: 'PUT' })).toBe(400);
  });

  it('an instance that demands a token answers only with one', async () => {
    await require('required');
    for (const path of ['/latest/mac', '/latest', '/latest/nothing', '/nowhere']) {
      expect(await statusOf(path)).toBe(401);
    }
    const headers = { [TOKEN]: await tokenFor(60) };
    expect(await statusOf('/latest/mac', { headers })).toBe(200);
    expect(await statusOf('/volcstack/latest/nothing', { headers })).toBe(404);
    await require('optional');
    expect(await statusOf('/latest/mac')).toBe(200);
  });

  it('an instance may be launched so', async () => {
    const { InstanceIds } = await server.client.ok(
      'ecs',
      'RunInstances',
      runInput(here, { HttpTokens: 'required' }),
    );
    await server.advance(600_000);
    expect(await statusOf('/latest/mac', {}, InstanceIds[0])).toBe(401);
  });

  it('a wrong token is refused in either mode, that of another instance too', async () => {
    const { instanceIds } = await scene(server, { instances: 1 });
    const other = await tokenFor(60, instanceIds[0]);
    const own = await tokenFor(60);
    for (const mode of ['optional', 'required']) {
      await require(mode);
      for (const token of ['guessed', other, `${own}A`, own.slice(1), `${own}!`, '']) {
        expect(await statusOf('/latest/mac', { headers: { [TOKEN]: token } })).toBe(401);
      }
      expect(await statusOf('/latest/mac', { headers: { [TOKEN]: own } })).toBe(200);
    }
  });

  it('the option of an unknown instance is refused, and none changes nothing', async () => {
    const call = (input: object) =>
      server.client.ecs('ModifyInstanceMetadataOptions', { InstanceId: instance, ...input });
    expect(await call({ InstanceId: 'i-nobody' })).toMatchObject({
      status: 404,
      code: 'InvalidInstance.NotFound',
    });
    expect(await call({ HttpTokens: 'never' })).toMatchObject({ status: 400 });
    await require('required');
    expect((await call({})).status).toBe(200);
    const { Instances } = await server.client.ok('ecs', 'DescribeInstances', {
      InstanceIds: [instance],
    });
    expect(Instances[0].MetadataOptions).toEqual({ HttpTokens: 'required' });
  });
});

describe('an interface on its way', () => {
  beforeEach(() => start('manual'));

  it('is there from InUse on, and gone with the detachment', async () => {
    const NetworkInterfaceId = await madeInterface(server, here);
    const mac = await macOf(NetworkInterfaceId);
    const macs = async () => (await get('network/interfaces/macs')).split('\n');
    const named = { NetworkInterfaceId, InstanceId: instance };
    await server.client.ok('vpc', 'AttachNetworkInterface', named);
    expect((await shown(NetworkInterfaceId)).Status).toBe('Attaching');
    expect(await macs()).not.toContain(mac);
    await server.advance(600_000);
    expect((await shown(NetworkInterfaceId)).Status).toBe('InUse');
    expect(await macs()).toContain(mac);
    await server.client.ok('vpc', 'DetachNetworkInterface', named);
    expect((await shown(NetworkInterfaceId)).Status).toBe('Detaching');
    expect(await macs()).not.toContain(mac);
    await server.advance(600_000);
    expect(await macs()).toEqual([await get('mac')]);
  });

  it('is told to an instance that is being made, if it is the primary one', async () => {
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', runInput(here));
    const [id] = InstanceIds;
    expect(await get('mac', id)).toMatch(/^00:16:3e:/);
    expect(await get('network/interfaces/macs', id)).toBe(await get('mac', id));
  });
});
