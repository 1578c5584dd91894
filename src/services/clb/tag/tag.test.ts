import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  madeAcl,
  madeCertificate,
  madeListener,
  madeLoadBalancer,
  madeServerGroup,
} from '#test/support/clb.ts';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const ok = (action: string, input: Record<string, unknown>) =>
  server.client.ok('clb', action, input);

it('knows each type by the name that the SDK lists and Terraform sends', async () => {
  const here = await scene(server);
  const balancer = await madeLoadBalancer(server, here.subnetId);
  await server.settled();
  const group = await madeServerGroup(server, balancer);
  const listener = await madeListener(server, balancer, group, { Protocol: 'HTTP' });
  const { RuleIds } = await ok('CreateRules', {
    ListenerId: listener,
    Rules: [{ Domain: 'example.com', ServerGroupId: group }],
  });
  const kinds = [
    ['CLB', balancer],
    ['listener', listener],
    ['rule', RuleIds[0]],
    ['servergroup', group],
    ['acl', await madeAcl(server)],
    ['certificate', await madeCertificate(server)],
  ];
  for (const [ResourceType, id] of kinds) {
    const Tags = [{ Key: 'kind', Value: ResourceType }];
    await ok('TagResources', { ResourceType, ResourceIds: [id], Tags });
    expect(await ok('ListTagsForResources', { ResourceType, ResourceIds: [id] })).toMatchObject({
      ResourceTags: [{ ResourceType, ResourceId: id, TagKey: 'kind', TagValue: ResourceType }],
    });
    await ok('UntagResources', { ResourceType, ResourceIds: [id], TagKeys: ['kind'] });
  }
});
