import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answered } from '#gateway/answered.ts';
import { runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

/* A configuration from elsewhere names what this world lacks: the refusal says how to add it. */
let server: TestServer;
let at: Scene;
/** What the log is told. */
const answered: Answered[] = [];
beforeAll(async () => {
  server = await startServer({ onAnswered: (each) => answered.push(each) });
  at = await scene(server);
});
afterAll(() => server.close());

async function reasons(input: Record<string, string>): Promise<Record<string, string>> {
  const query = new URLSearchParams({ Action: 'RunInstances', Service: 'ecs', ...input });
  const response = await fetch(`${server.url}/_tenon/explain?${query}`);
  const { Verdicts } = (await response.json()) as {
    Verdicts: { verdict: string; code: string; because: string }[];
  };
  return Object.fromEntries(
    Verdicts.filter(({ verdict }) => verdict === 'fail').map(({ code, because }) => [
      code,
      because,
    ]),
  );
}

describe.each([
  [
    'ImageId',
    'image-elsewhere',
    'InvalidImage.NotFound',
    'The specified image does not exist.',
    /^image-elsewhere is not an image here: .* under images in a world file/,
  ],
  [
    'InstanceTypeId',
    'ecs.none.large',
    'InvalidInstanceType.NotFound',
    'The specified instance type does not exist.',
    /^ecs\.none\.large is not in the catalogue: .* under instanceTypes or instanceTypesFrom in a world file/,
  ],
])('%s', (parameter, value, code, message, because) => {
  it('is refused in the words of the vendor', async () => {
    const input = runInput(at, { [parameter]: value });
    expect(await server.client.ecs('RunInstances', input)).toMatchObject({
      status: 404,
      code,
      message,
    });
  });

  it('is followed in the log by how to add it', async () => {
    await server.client.ecs('RunInstances', runInput(at, { [parameter]: value }));
    const last = answered.at(-1);
    expect([last?.code, last?.parameter]).toEqual([code, parameter]);
    expect(last?.reason).toMatch(because);
  });

  it('is followed in explain by how to add it', async () => {
    const { ZoneId, ImageId, InstanceTypeId, InstanceName } = runInput(at) as Record<
      string,
      string
    >;
    const found = await reasons({
      ...{ ZoneId, ImageId, InstanceTypeId, InstanceName },
      'NetworkInterfaces.1.SubnetId': at.subnetId,
      'NetworkInterfaces.1.SecurityGroupIds.1': at.groupId,
      [parameter]: value,
    } as Record<string, string>);
    expect(found[code]).toMatch(because);
  });
});
