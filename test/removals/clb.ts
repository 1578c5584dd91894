import {
  madeAcl,
  madeCertificate,
  madeListener,
  madeLoadBalancer,
  madeServerGroup,
} from '../support/clb.ts';
import { scene } from '../support/scene.ts';
import type { TestServer } from '../support/server.ts';

async function balancer(server: TestServer): Promise<string> {
  const { subnetId } = await scene(server);
  const made = await madeLoadBalancer(server, subnetId);
  await server.settled();
  return made;
}

async function group(server: TestServer, more = {}): Promise<string> {
  return madeServerGroup(server, await balancer(server), more);
}

async function listener(server: TestServer) {
  const LoadBalancerId = await balancer(server);
  const ServerGroupId = await madeServerGroup(server, LoadBalancerId);
  return { ServerGroupId, ListenerId: await madeListener(server, LoadBalancerId, ServerGroupId) };
}

/** The removals of load balancers and what belongs to them. */
export const CLB_REMOVALS = {
  'clb DeleteLoadBalancer': {
    again: '404 InvalidLoadBalancer.NotFound',
    stage: async (server: TestServer) => ({ LoadBalancerId: await balancer(server) }),
  },
  'clb DeleteListener': {
    again: '404 InvalidListener.NotFound',
    stage: async (server: TestServer) => ({ ListenerId: (await listener(server)).ListenerId }),
  },
  'clb DeleteRules': {
    again: '404 InvalidRule.NotFound',
    async stage(server: TestServer) {
      const { ListenerId, ServerGroupId } = await listener(server);
      const Rules = [{ Domain: 'a.example', ServerGroupId }];
      const made = await server.client.ok('clb', 'CreateRules', { ListenerId, Rules });
      return { ListenerId, RuleIds: made.RuleIds };
    },
  },
  'clb DeleteServerGroup': {
    again: '404 InvalidServerGroup.NotFound',
    stage: async (server: TestServer) => ({ ServerGroupId: await group(server) }),
  },
  'clb RemoveServerGroupBackendServers': {
    again: '404 InvalidServer.NotFound',
    async stage(server: TestServer) {
      const ServerGroupId = await group(server, {
        Servers: [{ Type: 'ip', Ip: '10.0.0.1', Port: 80 }],
      });
      const asked = { ServerGroupId };
      const { Servers } = await server.client.ok('clb', 'DescribeServerGroupAttributes', asked);
      return { ServerGroupId, ServerIds: [Servers[0].ServerId] };
    },
  },
  'clb DeleteAcl': {
    again: '404 InvalidAcl.NotFound',
    stage: async (server: TestServer) => ({ AclId: await madeAcl(server) }),
  },
  'clb RemoveAclEntries': {
    again: 'done',
    async stage(server: TestServer) {
      const AclId = await madeAcl(server);
      const AclEntries = [{ Entry: '10.0.0.0/8' }];
      await server.client.ok('clb', 'AddAclEntries', { AclId, AclEntries });
      return { AclId, Entries: ['10.0.0.0/8'] };
    },
  },
  'clb DeleteCertificate': {
    again: '404 InvalidCertificate.NotFound',
    stage: async (server: TestServer) => ({ CertificateId: await madeCertificate(server) }),
  },
  'clb DisableAccessLog': {
    again: 'done',
    async stage(server: TestServer) {
      const LoadBalancerId = await balancer(server);
      await server.client.ok('clb', 'EnableAccessLog', { LoadBalancerId, BucketName: 'bucket' });
      return { LoadBalancerId };
    },
  },
  'clb DetachHealthCheckLogTopic': {
    again: '404 InvalidLogTopic.NotFound',
    async stage(server: TestServer) {
      const LoadBalancerId = await balancer(server);
      const topic = { LoadBalancerId, LogTopicId: 'topic' };
      await server.client.ok('clb', 'AttachHealthCheckLogTopic', topic);
      return { LoadBalancerId };
    },
  },
  'clb DeleteHealthCheckLogProject': {
    again: '404 InvalidLogProject.NotFound',
    async stage(server: TestServer) {
      await server.client.ok('clb', 'CreateHealthCheckLogProject', {});
      return {};
    },
  },
  'clb UntagResources': {
    again: 'done',
    async stage(server: TestServer) {
      const named = { ResourceType: 'acl', ResourceIds: [await madeAcl(server)] };
      await server.client.ok('clb', 'TagResources', { ...named, Tags: [{ Key: 'a' }] });
      return { ...named, TagKeys: ['a'] };
    },
  },
} as const;
