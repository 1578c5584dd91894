import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeLoadBalancer, madeServerGroup } from '../support/clb.ts';
import type { Reply } from '../support/client.ts';
import { breaches } from '../support/invariants.ts';
import { dropDatabase, freshDatabase, noPostgres } from '../support/postgres.ts';
import {
  madeGroup,
  madeInterface,
  madeSubnet,
  nicInput,
  runInput,
  type SceneWithInstances,
  scene,
} from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { madeVolume } from '../support/volume.ts';
import { overtaken } from './overtaken.ts';

/*
 * SERIALIZABLE takes no notice of what a `READ COMMITTED` write has changed. So a write that has read
 * a row is overtaken here by such a write first, and then by one that takes away what it relies on:
 * without a lock of the row both would succeed, and each row that names another would be left behind.
 */
describe.skipIf(noPostgres !== undefined)('a write that has read a row', () => {
  let url: string;
  let server: TestServer;
  let other: TestServer;
  let place: SceneWithInstances;
  beforeEach(async () => {
    url = await freshDatabase();
    server = await startServer({ store: url });
    other = await startServer({ store: url });
    place = await scene(server.client, { instances: 1 });
  });
  afterEach(async () => {
    await server.settled();
    const broken = await breaches(server.store, server.world, true);
    await other.close();
    await server.close();
    await dropDatabase(url);
    expect(broken).toEqual([]);
  });

  const ask = (service: string, action: string, input: Record<string, unknown>) => () =>
    server.client.call(service, action, input);

  /** Resolves to the codes of the slow write and of the last that overtook it. */
  async function codes(slow: () => Promise<Reply>, overtake: () => Promise<Reply>) {
    const said = await overtaken(server, url, slow, overtake);
    return [said.slow.code, said.fast.code];
  }

  /** An interface goes on the instance, comes off, and is deleted. */
  async function useUp(NetworkInterfaceId: string): Promise<Reply> {
    const [InstanceId = ''] = place.instanceIds;
    await other.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
    await other.client.ok('vpc', 'DetachNetworkInterface', { NetworkInterfaceId, InstanceId });
    return other.client.vpc('DeleteNetworkInterface', { NetworkInterfaceId });
  }

  /** An interface is made in a group and deleted, elsewhere, and so is the group. */
  function useUpGroup(SecurityGroupId: string, subnetId: string) {
    return async () => {
      const input = nicInput({ subnetId, groupId: SecurityGroupId });
      const { NetworkInterfaceId } = await other.client.ok('vpc', 'CreateNetworkInterface', input);
      await other.client.ok('vpc', 'DeleteNetworkInterface', { NetworkInterfaceId });
      return other.client.vpc('DeleteSecurityGroup', { SecurityGroupId });
    };
  }

  const elsewhere = () => madeSubnet(server, place.vpcId, { CidrBlock: '10.9.0.0/24' });

  async function balancer(): Promise<string> {
    const made = await madeLoadBalancer(server, place.subnetId);
    await server.settled();
    return made;
  }

  const serverOn = (InstanceId: string) => [{ Type: 'eni', InstanceId, Port: 80 }];

  it('of an interface, AddServerGroupBackendServers', async () => {
    const ServerGroupId = await madeServerGroup(server, await balancer());
    const eni = await madeInterface(server, place);
    const Servers = serverOn(eni);
    await codes(ask('clb', 'AddServerGroupBackendServers', { ServerGroupId, Servers }), () =>
      useUp(eni),
    );
  });

  it('of an interface, CreateServerGroup', async () => {
    const LoadBalancerId = await balancer();
    const eni = await madeInterface(server, place);
    const Servers = serverOn(eni);
    await codes(ask('clb', 'CreateServerGroup', { LoadBalancerId, Servers }), () => useUp(eni));
  });

  it('of an instance, AddServerGroupBackendServers', async () => {
    const ServerGroupId = await madeServerGroup(server, await balancer());
    const NetworkInterfaceId = await madeInterface(server, place);
    const [InstanceId = ''] = place.instanceIds;
    const Servers = [{ Type: 'ecs', InstanceId, Port: 80 }];
    await codes(
      ask('clb', 'AddServerGroupBackendServers', { ServerGroupId, Servers }),
      async () => {
        await other.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
        return other.client.ecs('DeleteInstance', { InstanceId });
      },
    );
  });

  it('of a security group, AuthorizeSecurityGroupIngress', async () => {
    const source = await madeGroup(server, place.vpcId);
    const rule = { Protocol: 'all', PortStart: -1, PortEnd: -1, SourceGroupId: source };
    const said = await codes(
      ask('vpc', 'AuthorizeSecurityGroupIngress', { SecurityGroupId: place.groupId, ...rule }),
      useUpGroup(source, place.subnetId),
    );
    expect(said.filter((code) => code === '')).toHaveLength(1);
  });

  it('of a security group, RunInstances', async () => {
    const group = await madeGroup(server, place.vpcId);
    const subnetId = await elsewhere();
    const said = await codes(
      ask('ecs', 'RunInstances', runInput({ ...place, groupId: group })),
      useUpGroup(group, subnetId),
    );
    expect(said.filter((code) => code === '')).toHaveLength(1);
  });

  it('of a security group, ModifyInstanceVpcAttribute', async () => {
    const group = await madeGroup(server, place.vpcId);
    const subnetId = await elsewhere();
    const [InstanceId = ''] = place.instanceIds;
    await other.client.ok('ecs', 'StopInstance', { InstanceId });
    await server.settled();
    const said = await codes(
      ask('ecs', 'ModifyInstanceVpcAttribute', {
        InstanceId,
        VpcId: place.vpcId,
        SubnetId: subnetId,
        SecurityGroupIds: [group],
      }),
      useUpGroup(group, place.subnetId),
    );
    expect(said.filter((code) => code === '')).toHaveLength(1);
  });

  it('of a security group, ModifyNetworkInterfaceAttributes', async () => {
    const group = await madeGroup(server, place.vpcId);
    const subnetId = await elsewhere();
    const NetworkInterfaceId = await madeInterface(server, place);
    const said = await codes(
      ask('vpc', 'ModifyNetworkInterfaceAttributes', {
        NetworkInterfaceId,
        SecurityGroupIds: [group],
      }),
      useUpGroup(group, subnetId),
    );
    expect(said.filter((code) => code === '')).toHaveLength(1);
  });

  it('of an instance, ModifyVolumeChargeType', async () => {
    const [InstanceId = ''] = place.instanceIds;
    const charge = (InstanceChargeType: string) => ({
      InstanceIds: [InstanceId],
      InstanceChargeType,
      ...(InstanceChargeType === 'PrePaid' && { Period: 1 }),
    });
    await other.client.ok('ecs', 'ModifyInstanceChargeType', charge('PrePaid'));
    const VolumeId = await madeVolume(server, { InstanceId });
    const NetworkInterfaceId = await madeInterface(server, place);
    await codes(
      ask('storage_ebs', 'ModifyVolumeChargeType', {
        VolumeIds: [VolumeId],
        InstanceId,
        DiskChargeType: 'PrePaid',
      }),
      async () => {
        await other.client.ok('vpc', 'AttachNetworkInterface', { NetworkInterfaceId, InstanceId });
        return other.client.ecs('ModifyInstanceChargeType', charge('PostPaid'));
      },
    );
    const { Volumes } = await server.client.ok('storage_ebs', 'DescribeVolumes', {
      VolumeIds: [VolumeId],
    });
    expect(Volumes[0].PayType).toBe('post');
  });
});
