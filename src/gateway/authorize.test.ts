import { describe, expect, it } from 'vitest';
import { Refused } from '#core/refusal.ts';
import type { Policy } from '#world/world.ts';
import { authorize } from './authorize.ts';

function may(policy: Policy | undefined, service: string, action: string): boolean {
  const key = { accountId: '21', accessKeyId: 'AK', secretAccessKey: 'SK' };
  try {
    authorize(policy === undefined ? key : { ...key, policy }, service, action);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'AccessDenied') return false;
    throw error;
  }
}

const allow = (...patterns: string[]): Policy => ({ allow: patterns, deny: [] });

describe('authorize', () => {
  it('lets a key without a policy do everything', () => {
    expect(may(undefined, 'vpc', 'DeleteVpc')).toBe(true);
  });

  it('lets a key with an empty policy do nothing', () => {
    expect(may(allow(), 'vpc', 'DescribeVpcs')).toBe(false);
  });

  it('lets a deny win over every allow', () => {
    const policy = { allow: ['*', 'vpc:DeleteVpc'], deny: ['vpc:Delete*'] };
    expect(may(policy, 'vpc', 'DeleteVpc')).toBe(false);
    expect(may(policy, 'vpc', 'CreateVpc')).toBe(true);
    expect(may(policy, 'ecs', 'DeleteInstance')).toBe(true);
  });

  it.each([
    ['*', 'vpc', 'DescribeVpcs', true],
    ['*:*', 'vpc', 'DescribeVpcs', true],
    ['vpc:*', 'vpc', 'DescribeVpcs', true],
    ['vpc:*', 'ecs', 'DescribeVpcs', false],
    ['vpc:*', 'vpcx', 'DescribeVpcs', false],
    ['vpc:Describe*', 'vpc', 'DescribeVpcs', true],
    ['vpc:Describe*', 'vpc', 'Describe', true],
    ['vpc:Describe*', 'vpc', 'DeleteVpc', false],
    ['*:Describe*', 'ecs', 'DescribeInstances', true],
    ['vpc:*Vpcs', 'vpc', 'DescribeVpcs', true],
    ['vpc:*Vpcs', 'vpc', 'DescribeVpcsX', false],
    ['vpc:D*e*s', 'vpc', 'DescribeVpcs', true],
    ['vpc:Des*cribe*bes', 'vpc', 'Describes', false],
    ['vpc:DescribeVpcs', 'vpc', 'DescribeVpcs', true],
    ['vpc:DescribeVpc', 'vpc', 'DescribeVpcs', false],
    ['vpc:DescribeVpcs', 'vpc', 'describevpcs', false],
    ['vpc:aba*aba', 'vpc', 'aba', false],
    ['', 'vpc', 'DescribeVpcs', false],
    ['vpc:.*', 'vpc', 'DescribeVpcs', false],
    ['vpc:**', 'vpc', 'DescribeVpcs', true],
  ])('%s over %s:%s is %s', (pattern, service, action, expected) => {
    expect(may(allow(pattern), service, action)).toBe(expected);
  });

  it('says who may not do what', () => {
    const key = {
      accountId: '21',
      accessKeyId: 'AK',
      secretAccessKey: 'SK',
      policy: allow('ecs:*'),
    };
    expect(() => authorize(key, 'vpc', 'DeleteVpc')).toThrow(
      'User is not authorized to perform: vpc:DeleteVpc on resource: trn:iam::21:project/default.',
    );
  });

  it('stays quick on a pattern that is all stars', () => {
    expect(may(allow(`${'*a'.repeat(2000)}b`), 'vpc', 'a'.repeat(5000))).toBe(false);
  });
});
