import { expect, it } from 'vitest';
import { namedResources } from './named-resources.ts';

const named = (input: object, service = 'vpc', region = 'cn-beijing') =>
  namedResources({ service, region, accountId: '1' }, input);

it.each([
  [
    { NetworkInterfaceId: 'eni-1', InstanceId: 'i-1' },
    ['vpc:cn-beijing:1:eni/eni-1', 'ecs:cn-beijing:1:instance/i-1'],
  ],
  // A world file may give any id, and its policies hold for it all the same.
  [{ NetworkInterfaceId: 'ours' }, ['vpc:cn-beijing:1:eni/ours']],
  [{ SecurityGroupIds: ['i-like-it'] }, ['vpc:cn-beijing:1:securitygroup/i-like-it']],
  [{ SnapshotGroupId: 'sg-1' }, ['storage_ebs:cn-beijing:1:snapshotgroup/sg-1']],
  [{ MasterInstanceId: 'web' }, ['ecs:cn-beijing:1:instance/web']],
  [{ ResourceIds: ['subnet-1'] }, ['vpc:cn-beijing:1:subnet/subnet-1']],
  [{ Tags: [{ Key: 'eni-1' }], Description: 'eni-1' }, ['vpc:cn-beijing:1:*']],
])('%j names %j', (input, trns) => {
  expect(named(input)).toEqual(trns.map((each) => `trn:${each}`));
});

it.each([
  [{ ResourceType: 'User', ResourceNames: ['alice', 'bob'] }, ['user/alice', 'user/bob']],
  [
    { PrincipalType: 'UserGroup', PrincipalName: 'ops', PolicyName: 'own' },
    ['group/ops', 'policy/own'],
  ],
  [{ ResourceType: 'Role', ResourceNames: ['ops'] }, ['role/ops']],
  [{ SAMLProviderName: 'okta', X509Certificate: 'PEM' }, ['saml-provider/okta']],
  [{ CertificateId: '1' }, ['*']],
  [{ OAuthProviderName: 'lark', ClientId: 'eni-1' }, ['oauth-provider/lark']],
])('of iam %j names %j', (input, trns) => {
  expect(named(input, 'iam', '')).toEqual(trns.map((each) => `trn:iam::1:${each}`));
});
