import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/* Every request is answered or refused: none causes a fault, and none changes anything. */

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const NAMES = [
  'latest',
  'volcstack',
  'meta-data',
  'api',
  'token',
  'network',
  'interfaces',
  'macs',
  'iam',
  'security_credentials',
  'ops',
  'user_data',
  'mac',
  '..',
  '%2f',
  '%',
  '',
  '__proto__',
];

const name = fc.oneof(fc.constantFrom(...NAMES), fc.string(), fc.string({ unit: 'binary' }));
const path = fc.array(name, { maxLength: 8 }).map((names) => `/${names.join('/')}`);
const target = fc.oneof(
  path,
  fc.string(),
  path.map((each) => `/latest${each}`),
);
const query = fc.oneof(fc.constantFrom('', '?type=user&format=json', '?format=%ff'), fc.string());
const method = fc.constantFrom('GET', 'GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'x');
const header = fc.option(fc.oneof(fc.string(), fc.constantFrom('60', '-1', '1e3', '0x10')), {
  nil: undefined,
});

it('is answered or refused in one of the known ways, whatever is asked', async () => {
  const { instanceIds } = await scene(server, { instances: 1 });
  const [id = ''] = instanceIds;
  const InstanceIds = [id];
  await server.client.ok('ecs', 'AssociateInstancesIamRole', { InstanceIds, IamRoleName: 'ops' });
  await fc.assert(
    fc.asyncProperty(
      fc.record({ target, query, method, token: header, ttl: header }),
      async (asked) => {
        const answer = await server.control.metadata({
          instanceId: id,
          method: asked.method,
          target: asked.target + asked.query,
          headers: {
            ...(asked.token !== undefined && { 'x-volc-ecs-metadata-token': asked.token }),
            ...(asked.ttl !== undefined && { 'x-volc-ecs-metadata-token-ttl-seconds': asked.ttl }),
          },
        });
        expect([200, 400, 401, 404, 405]).toContain(answer.status);
      },
    ),
    { numRuns: 500 },
  );
});
