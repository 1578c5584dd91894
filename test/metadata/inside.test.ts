import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namespaceOf } from '#dataplane/netns/names.ts';
import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { systemClock } from '#platform/clock.ts';
import type { ServerOptions } from '#server.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { virtualEnvironment } from '../clients/lib/virtual-environment.ts';
import { ip, newPlaneId, noNetns, removeNamespaces, temporaryFolder } from '../support/netns.ts';
import { madeInterface, type SceneWithInstances, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';

/*
 * The metadata service as instances meet it: at 100.96.0.96 in every VPC, by packets. Programs run
 * in the namespaces of instances.
 */

const execute = promisify(execFile);
const requirements = fileURLToPath(new URL('../clients/python/requirements.txt', import.meta.url));

/** Asks for each URL of its arguments, and prints the answers as JSON. */
const ASK = `
const answers = process.argv.slice(1).map(async (path) => {
  const answer = await fetch('http://100.96.0.96' + path);
  return [answer.status, await answer.text()];
});
Promise.all(answers).then((all) => console.log(JSON.stringify(all)));`;

describe.skipIf(noNetns !== undefined)('inside an instance', () => {
  let planeId: string;
  let folder: ReturnType<typeof temporaryFolder>;
  let server: TestServer;

  const serve = (options: ServerOptions = {}) =>
    startServer({
      ...options,
      dataPlane: new NetnsPlane({
        context: {
          planeId: () => planeId,
          wakeAfter: (ms, wake) => systemClock.wakeAfter(ms, wake),
          runtimeFolder: folder.path,
        },
      }),
    });

  beforeEach(async () => {
    planeId = newPlaneId();
    folder = temporaryFolder();
    server = await serve();
  });
  afterEach(async () => {
    await server.close();
    removeNamespaces(planeId);
    folder.remove();
  });

  const inside = async (instance: string, command: string, ...args: string[]) => {
    const name = namespaceOf(planeId, instance);
    const { stdout } = await execute('ip', ['netns', 'exec', name, command, ...args], {
      env: { PATH: process.env.PATH },
    });
    return stdout;
  };
  const ask = async (instance: string, ...paths: string[]): Promise<[number, string][]> =>
    JSON.parse(await inside(instance, process.execPath, '-e', ASK, '--', ...paths));

  /** The service starts behind the making of a network: NICs that were in before do not wait for it. */
  const isToldInTime = async (id: string) => {
    const answered = () =>
      ask(id, '/latest/instance_id').then(
        ([answer]) => answer,
        () => undefined,
      );
    await expect.poll(answered, { interval: 100 }).toEqual([200, id]);
  };

  const attached = async ({ subnetId, groupId }: SceneWithInstances, InstanceId: string) => {
    const NetworkInterfaceId = await madeInterface(server, { subnetId, groupId });
    const named = { NetworkInterfaceId, InstanceId };
    await server.client.ok('vpc', 'AttachNetworkInterface', named);
    await server.settled();
    const { MacAddress } = await server.client.ok('vpc', 'DescribeNetworkInterfaceAttributes', {
      NetworkInterfaceId,
    });
    return { named, mac: MacAddress as string };
  };

  it('each is told of itself, in VPCs that overlap as well', async () => {
    const scenes = [await scene(server, { instances: 1 }), await scene(server, { instances: 2 })];
    const addresses = new Set<string>();
    for (const { vpcId, instanceIds } of scenes) {
      for (const id of instanceIds) {
        const [instance, vpc, mac] = await ask(
          id,
          '/latest/instance_id',
          '/volcstack/latest/vpc_id',
          '/latest/mac',
        );
        expect([instance, vpc]).toEqual([
          [200, id],
          [200, vpcId],
        ]);
        const path = `/latest/network/interfaces/macs/${mac?.[1]}/primary_ip_address`;
        const [address] = await ask(id, path);
        addresses.add(address?.[1] ?? '');
      }
    }
    expect(addresses.size).toBeLessThan(3);
  });

  it('finds a NIC as soon as it is InUse, and by its link; and loses it when it is detached', async () => {
    const here = await scene(server, { instances: 1 });
    const [id = ''] = here.instanceIds;
    const { named, mac } = await attached(here, id);
    const [macs] = await ask(id, '/latest/network/interfaces/macs');
    expect(macs?.[1].split('\n')).toContain(mac);
    const links = JSON.parse(ip('-n', namespaceOf(planeId, id), '-json', 'link', 'show')) as {
      address: string;
    }[];
    expect(links.map(({ address }) => address)).toContain(mac);
    await server.client.ok('vpc', 'DetachNetworkInterface', named);
    await server.settled();
    const [after] = await ask(id, '/latest/network/interfaces/macs');
    expect(after?.[1].split('\n')).not.toContain(mac);
  });

  it('is told in a VPC that was removed by hand, once its NIC is back', async () => {
    await server.close();
    // While the namespace is gone, work in it fails and is tried again, so faults are expected
    // here.
    server = await serve({ onFault() {} });
    const here = await scene(server, { instances: 1 });
    const [id = ''] = here.instanceIds;
    ip('netns', 'del', namespaceOf(planeId, here.vpcId));
    await isToldInTime(id);
  });

  it('is told by the next process, and its network can be deleted', async () => {
    const store = `sqlite:${join(folder.path, 'tenon.db')}`;
    await server.close();
    server = await serve({ store });
    const here = await scene(server, { instances: 1 });
    const [id = ''] = here.instanceIds;
    await server.close();
    server = await serve({ store });
    await isToldInTime(id);
    await server.client.ok('ecs', 'DeleteInstance', { InstanceId: id });
    await server.settled();
    const { client } = server;
    await client.ok('vpc', 'DeleteSubnet', { SubnetId: here.subnetId });
    await client.ok('vpc', 'DeleteSecurityGroup', { SecurityGroupId: here.groupId });
    await server.settled();
    await client.ok('vpc', 'DeleteVpc', { VpcId: here.vpcId });
    await server.settled();
    const networks = async () => (await server.dataPlane.inspect()).networks;
    await expect.poll(networks).not.toContain(here.vpcId);
  });

  let venv = '';
  suiteOf(
    'the role provider of the SDK for Python',
    async () => {
      venv = await virtualEnvironment('python', requirements);
    },
    () => {
      it('gets keys with which the API can be called', async () => {
        const { instanceIds } = await scene(server, { instances: 1 });
        const [id = ''] = instanceIds;
        const InstanceIds = [id];
        await server.client.ok('ecs', 'AssociateInstancesIamRole', {
          InstanceIds,
          IamRoleName: 'ops',
        });
        await server.client.ok('ecs', 'ModifyInstanceMetadataOptions', {
          InstanceId: id,
          HttpTokens: 'required',
        });
        const program = [
          'import json',
          'from volcenginesdkcore.auth.providers.ecs_role_provider import EcsRoleCredentialProvider',
          'keys = EcsRoleCredentialProvider().get_credentials()',
          'print(json.dumps([keys.ak, keys.sk, keys.session_token]))',
        ].join('\n');
        const printed = await inside(id, join(venv, 'bin/python'), '-c', program);
        const [accessKeyId, secretAccessKey, sessionToken] = JSON.parse(printed);
        const client = server.as({ accessKeyId, secretAccessKey, sessionToken });
        expect(await client.ok('sts', 'GetCallerIdentity')).toMatchObject({
          IdentityId: `ops:${id}`,
        });
        expect((await ask(id, '/latest/mac'))[0]?.[0]).toBe(401);
      });
    },
  );
});
