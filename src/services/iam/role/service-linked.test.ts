import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER } from '#test/support/accounts.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';

const ID = DEFAULT_ACCOUNT.id;
const QUOTA = 2;
const CLB = 'ServiceRoleForLoadBalancer';

let server: TestServer;
beforeEach(async () => {
  const key = { accountId: ID, ...DEFAULT_ACCOUNT };
  const given = { name: 'ServiceRoleForVKE', trustedAccountIds: [] };
  const one = { id: ID, name: 'one', quotas: { IamRoles: QUOTA }, keys: [key], roles: [given] };
  const two = { id: OTHER.accountId, name: 'two', quotas: {}, keys: [OTHER] };
  server = await startServer({ world: makeWorld({ accounts: [one, two] }) });
});
afterEach(() => server.close());

const ok = (action: string, input: Record<string, unknown> = {}) =>
  server.client.ok('iam', action, input);
const iam = (action: string, input: Record<string, unknown> = {}) =>
  server.client.call('iam', action, input);
const make = (ServiceName: string, more = {}) =>
  iam('CreateServiceLinkedRole', { ServiceName, ...more });

describe('a service-linked role', () => {
  it('has the name and the trust of its template', async () => {
    const { ServiceLinkedRoleTemplate } = await ok('GetServiceLinkedRoleTemplate', {
      ServiceName: 'clb',
    });
    const trust = {
      Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: ['clb'] } }],
    };
    expect(ServiceLinkedRoleTemplate).toEqual([
      {
        ServiceName: 'clb',
        RoleName: CLB,
        DisplayName: CLB,
        Description: '',
        TrustPolicyDocument: JSON.stringify(trust),
        Policy: [],
      },
    ]);
    const Tags = [{ Key: 'team', Value: 'net' }];
    expect(await make('clb', { Tags })).toMatchObject({ status: 200, result: {} });
    const { Role } = await ok('GetRole', { RoleName: CLB });
    expect(Role).toEqual({
      RoleId: expect.any(Number),
      RoleName: CLB,
      DisplayName: CLB,
      Description: '',
      Trn: `trn:iam::${ID}:role/${CLB}`,
      TrustPolicyDocument: JSON.stringify(trust),
      MaxSessionDuration: 43200,
      IsServiceLinkedRole: 1,
      Tags,
      CreateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
      UpdateDate: expect.stringMatching(/^\d{8}T\d{6}Z$/),
    });
    const { RoleMetadata } = await ok('ListRoles', { Query: CLB });
    expect(RoleMetadata).toEqual([Role]);
  });

  it('is there once in each account', async () => {
    await ok('CreateServiceLinkedRole', { ServiceName: 'clb' });
    expect(await make('clb')).toMatchObject({ status: 409, code: 'RoleAlreadyExists' });
    const other = server.as(OTHER);
    await other.ok('iam', 'CreateServiceLinkedRole', { ServiceName: 'clb' });
    await ok('DeleteServiceLinkedRole', { RoleName: CLB });
    expect((await other.ok('iam', 'GetRole', { RoleName: CLB })).Role.IsServiceLinkedRole).toBe(1);
  });

  it('is made for services that have one, under a free name, within the quota', async () => {
    for (const ServiceName of ['moon', 'CLB', 'constructor']) {
      const unknown = { status: 404, code: 'ServiceLinkedRoleTemplateNotExist' };
      expect(await make(ServiceName)).toMatchObject(unknown);
      expect(await iam('GetServiceLinkedRoleTemplate', { ServiceName })).toMatchObject(unknown);
    }
    await ok('CreateRole', { RoleName: 'ServiceRoleForVPC' });
    for (const ServiceName of ['vpc', 'vke']) {
      expect(await make(ServiceName)).toMatchObject({ status: 409, code: 'RoleAlreadyExists' });
    }
    await ok('CreateServiceLinkedRole', { ServiceName: 'ecs' });
    expect(await make('clb')).toMatchObject({ status: 409, code: 'RoleLimitExceeded' });
    expect(await iam('GetRole', { RoleName: CLB })).toMatchObject({ code: 'RoleNotExist' });
  });

  it('is assumed by its service alone', async () => {
    await ok('CreateServiceLinkedRole', { ServiceName: 'clb' });
    const asked = { RoleTrn: `trn:iam::${ID}:role/${CLB}`, RoleSessionName: 'ci' };
    expect(await server.client.call('sts', 'AssumeRole', asked)).toMatchObject({ status: 403 });
  });

  it('is not changed, and goes by an action of its own', async () => {
    await ok('CreateServiceLinkedRole', { ServiceName: 'clb' });
    await ok('CreateRole', { RoleName: 'ops' });
    const linked = { status: 409, code: 'RoleIsServiceLinked' };
    const changed = { RoleName: CLB, Description: 'changed' };
    expect(await iam('UpdateRole', changed)).toMatchObject(linked);
    expect(await iam('DeleteRole', { RoleName: CLB })).toMatchObject(linked);
    expect((await ok('GetRole', { RoleName: CLB })).Role.Description).toBe('');
    const remove = (RoleName: string) => iam('DeleteServiceLinkedRole', { RoleName });
    expect(await remove('ops')).toMatchObject({ status: 409, code: 'RoleIsNotServiceLinked' });
    expect(await remove('ServiceRoleForVKE')).toMatchObject({ code: 'AccessDeniedException' });
    expect(await remove('none')).toMatchObject({ status: 404, code: 'RoleNotExist' });
    const policy = { PolicyName: 'ECSReadOnlyAccess', PolicyType: 'System' };
    await ok('AttachRolePolicy', { RoleName: CLB, ...policy });
    expect(await remove(CLB)).toMatchObject({ code: 'RoleDeleteConflictWithPolicy' });
    await ok('DetachRolePolicy', { RoleName: CLB, ...policy });
    expect(await remove(CLB)).toMatchObject({ status: 200, result: {} });
    expect(await remove(CLB)).toMatchObject({ status: 404, code: 'RoleNotExist' });
    await ok('CreateServiceLinkedRole', { ServiceName: 'clb' });
  });

  it('bears tags like any other', async () => {
    await ok('CreateServiceLinkedRole', { ServiceName: 'clb' });
    const named = { ResourceType: 'Role', ResourceNames: [CLB] };
    await ok('TagResources', { ...named, Tags: [{ Key: 'team', Value: 'net' }] });
    expect((await ok('GetRole', { RoleName: CLB })).Role.Tags).toEqual([
      { Key: 'team', Value: 'net' },
    ]);
    await ok('UntagResources', { ...named, TagKeys: ['team'] });
    expect((await ok('GetRole', { RoleName: CLB })).Role.Tags).toEqual([]);
  });
});
