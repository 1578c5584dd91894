import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeAll(async () => {
  server = await startServer();
  here = await scene(server);
});
afterAll(() => server.close());

const ecs = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ecs(action, input);
const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('ecs', action, { ResourceType: 'instance', ...input });
const launched = (patch = {}) => madeInstance(server, here, patch);
const tagsOf = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0].Tags;
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ Key: `k${from + n}`, Value: 'v' }));

const NOT_FOUND = {
  Code: 'InvalidResourceId.NotFound',
  Message: 'The specified ResourceId does not exist.',
};

describe('CreateTags', () => {
  it('gives tags, and other values to those that are there', async () => {
    const id = await launched();
    await ok('CreateTags', { ResourceIds: [id], Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }] });
    const answer = await ok('CreateTags', {
      ResourceIds: [id],
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: '语言', Value: '中' },
      ],
    });
    expect(answer).toEqual({ OperationDetails: [{ ResourceId: id }] });
    expect(await tagsOf(id)).toEqual([
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '' },
      { Key: '语言', Value: '中' },
    ]);
  });

  it('says of each resource how it fared', async () => {
    const [first, going] = [await launched(), await launched({ status: 'DELETING' })];
    const foreign = await launched({ account_id: '2100000002' });
    const ResourceIds = ['i-none', first, going, foreign, first];
    const { OperationDetails } = await ok('CreateTags', { ResourceIds, Tags: many(1) });
    expect(OperationDetails).toEqual([
      { ResourceId: 'i-none', Error: NOT_FOUND },
      { ResourceId: first },
      {
        ResourceId: going,
        Error: {
          Code: 'InvalidInstanceStatus',
          Message: 'The status of the specified instance does not support this request.',
        },
      },
      { ResourceId: foreign, Error: NOT_FOUND },
    ]);
    expect([await tagsOf(first), await tagsOf(going)]).toEqual([many(1), []]);
  });

  it('gives a resource fifty tags and no more', async () => {
    const id = await launched();
    const give = async (count: number, from: number) => {
      const answer = await ok('CreateTags', { ResourceIds: [id], Tags: many(count, from) });
      return answer.OperationDetails[0].Error?.Code;
    };
    expect([await give(20, 0), await give(20, 20), await give(11, 40)]).toEqual([
      undefined,
      undefined,
      'QuotaExceeded.Tag',
    ]);
    expect(await tagsOf(id)).toHaveLength(40);
    expect([await give(10, 40), await give(20, 30), await give(1, 50)]).toEqual([
      undefined,
      undefined,
      'QuotaExceeded.Tag',
    ]);
  });

  it.each([
    'image',
    'reservedinstance',
  ])('finds no %s of the world that is the caller’s', async (kind) => {
    const [image] = server.world.images;
    const asked = { ResourceType: kind, ResourceIds: [image?.id], Tags: many(1) };
    expect(await ok('CreateTags', asked)).toEqual({
      OperationDetails: [{ ResourceId: image?.id, Error: NOT_FOUND }],
    });
  });

  it('gives tags to key pairs', async () => {
    const { KeyPairId } = await server.client.ok('ecs', 'CreateKeyPair', { KeyPairName: 'kp' });
    const asked = { ResourceType: 'keypair', ResourceIds: [KeyPairId] };
    expect(await ok('CreateTags', { ...asked, Tags: many(2) })).toEqual({
      OperationDetails: [{ ResourceId: KeyPairId }],
    });
    await ok('UntagResources', { ...asked, TagKeys: ['k0'] });
    const { KeyPairs } = await server.client.ok('ecs', 'DescribeKeyPairs', {});
    expect(KeyPairs[0].Tags).toEqual(many(1, 1));
    expect((await ok('DescribeTags', asked)).TagResources).toHaveLength(1);
  });

  it('refuses what is malformed', async () => {
    const base = { ResourceType: 'instance', ResourceIds: ['i-1'], Tags: many(1) };
    const cases: [Record<string, unknown>, string][] = [
      [{ ResourceType: 'volume' }, 'InvalidResourceType.Malformed'],
      [{ ResourceType: '' }, 'MissingParameter.ResourceType'],
      [{ ResourceIds: [] }, 'MissingParameter.ResourceIds'],
      [{ ResourceIds: many(51).map(({ Key }) => Key) }, 'InvalidResourceIds.Malformed'],
      [{ Tags: [] }, 'MissingParameter.Tags'],
      [{ Tags: many(21) }, 'InvalidTags.Malformed'],
      [{ Tags: [{ Key: 'Volc:a' }] }, 'InvalidTags.Malformed'],
      [{ Tags: [...many(1), ...many(1)] }, 'InvalidTags.Malformed'],
    ];
    for (const [input, code] of cases) {
      expect([input, (await ecs('CreateTags', { ...base, ...input })).code]).toEqual([input, code]);
    }
  });
});

describe('DeleteTags', () => {
  it('takes tags by their keys, and passes over what is not there', async () => {
    const id = await launched();
    await ok('CreateTags', { ResourceIds: [id], Tags: many(3) });
    const TagKeys = ['k0', 'k2', 'other'];
    expect(await ok('DeleteTags', { ResourceIds: [id, 'i-none'], TagKeys })).toEqual({
      OperationDetails: [{ ResourceId: id }, { ResourceId: 'i-none', Error: NOT_FOUND }],
    });
    expect(await tagsOf(id)).toEqual([{ Key: 'k1', Value: 'v' }]);
  });

  it('refuses keys that nobody can have given', async () => {
    const asked = { ResourceType: 'instance', ResourceIds: ['i-1'], TagKeys: ['sys:a'] };
    expect((await ecs('DeleteTags', asked)).code).toBe('InvalidTagKeys.Malformed');
  });
});

describe('TagResources and UntagResources', () => {
  it('change all of the resources', async () => {
    const [first, second] = [await launched(), await launched()];
    const { result, envelope } = await ecs('TagResources', {
      ResourceType: 'instance',
      ResourceIds: [second, first],
      Tags: many(2),
    });
    expect(result).toEqual({ RequestId: envelope.ResponseMetadata.RequestId });
    await ok('UntagResources', { ResourceIds: [first, second], TagKeys: ['k0'] });
    for (const id of [first, second]) expect(await tagsOf(id)).toEqual(many(1, 1));
  });

  it('change none when one is not there', async () => {
    const id = await launched();
    await ok('TagResources', { ResourceIds: [id], Tags: many(1) });
    const both = { ResourceType: 'instance', ResourceIds: [id, 'i-none'] };
    for (const refused of [
      await ecs('TagResources', { ...both, Tags: many(3) }),
      await ecs('UntagResources', { ...both, TagKeys: ['k0'] }),
    ]) {
      expect(refused).toMatchObject({
        status: 404,
        code: NOT_FOUND.Code,
        message: NOT_FOUND.Message,
      });
    }
    expect(await tagsOf(id)).toEqual(many(1));
  });

  it('refuse what CreateTags refuses of one', async () => {
    const id = await launched();
    const asked = { ResourceType: 'instance', ResourceIds: [id] };
    for (const from of [0, 20, 30]) {
      await ok('TagResources', { ResourceIds: [id], Tags: many(20, from) });
    }
    expect((await ecs('TagResources', { ...asked, Tags: many(1, 50) })).code).toBe(
      'QuotaExceeded.Tag',
    );
    await patchRow(server, 'instance', id, { status: 'DELETING' });
    expect((await ecs('TagResources', { ...asked, Tags: many(1) })).code).toBe(
      'InvalidInstanceStatus',
    );
  });
});

describe('DescribeTags', () => {
  let fresh: TestServer;
  let web: string;
  let db: string;
  beforeAll(async () => {
    fresh = await startServer();
    const there = await scene(fresh);
    [web, db] = [await madeInstance(fresh, there), await madeInstance(fresh, there)];
    const give = (id: string, Tags: object[]) =>
      fresh.client.ok('ecs', 'CreateTags', { ResourceType: 'instance', ResourceIds: [id], Tags });
    await give(web, [{ Key: 'role', Value: 'web' }, { Key: 'bare' }, { Key: 'with space' }]);
    await give(db, [{ Key: 'role', Value: 'db' }]);
  });
  afterAll(() => fresh.close());
  const found = async (input: Record<string, unknown> = {}) => {
    const answer = await fresh.client.ok('ecs', 'DescribeTags', {
      ResourceType: 'instance',
      ...input,
    });
    return answer.TagResources.map((each: { ResourceId: string; TagKey: string }) => [
      each.ResourceId,
      each.TagKey,
    ]);
  };

  it('lists the tags of the resources that its filters choose', async () => {
    const ofWeb = [
      [web, 'bare'],
      [web, 'role'],
      [web, 'with space'],
    ];
    const cases: [Record<string, unknown>, unknown[]][] = [
      [{}, [...ofWeb, [db, 'role']]],
      [{ ResourceIds: [db] }, [[db, 'role']]],
      [{ TagFilters: [{ Key: 'role', Values: ['web'] }] }, ofWeb],
      [{ TagFilters: [{ Key: 'bare', Values: [''] }] }, ofWeb],
      [{ TagFilters: [{ Key: 'role' }, { Key: 'bare' }] }, ofWeb],
      [{ TagFilters: [{ Key: 'role', Values: ['x'] }] }, []],
      [{ ResourceType: 'image' }, []],
    ];
    for (const [input, expected] of cases) {
      expect([input, await found(input)]).toEqual([input, expected]);
    }
  });

  it('says kind and value, and pages to an empty token', async () => {
    const seen: object[] = [];
    let NextToken = '';
    do {
      const answer = await fresh.client.ok('ecs', 'DescribeTags', {
        ResourceType: 'instance',
        MaxResults: 1,
        NextToken,
      });
      seen.push(...answer.TagResources);
      NextToken = answer.NextToken;
    } while (NextToken !== '');
    expect(seen).toHaveLength(4);
    expect(seen[1]).toEqual({
      ResourceId: web,
      ResourceType: 'instance',
      TagKey: 'role',
      TagValue: 'web',
    });
  });

  it('shows nobody else’s tags', async () => {
    const key = fresh.world.accounts[0]?.keys[0];
    const abroad = fresh.as(key as never, 'cn-shanghai');
    const answer = await abroad.ok('ecs', 'DescribeTags', { ResourceType: 'instance' });
    expect(answer).toEqual({ TagResources: [], NextToken: '' });
  });

  it('refuses an empty key of a filter by a name of its own', async () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ TagFilters: [{ Key: '' }] }, 'InvalidTagFilterKey.Malformed'],
      [{ TagFilters: [{ Key: 'a' }, { Key: 'a' }] }, 'InvalidTagFilters.Malformed'],
      [{ NextToken: 'nonsense' }, 'InvalidNextToken.Malformed'],
      [{ MaxResults: 101 }, 'InvalidMaxResults.Malformed'],
    ];
    for (const [input, code] of cases) {
      const asked = { ResourceType: 'instance', ...input };
      expect([input, (await ecs('DescribeTags', asked)).code]).toEqual([input, code]);
    }
  });
});
