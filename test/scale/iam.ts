import {
  encodedMetadata,
  OAUTH_PROVIDER,
  signingCertificate,
} from '../support/identity-providers.ts';
import type { TestServer } from '../support/server.ts';

const DOCUMENT = '{"Statement":[{"Effect":"Allow","Action":["*"],"Resource":["*"]}]}';

/** Users, keys, groups, roles and policies, and what a key of each kind is found by. */
export async function callIam(server: TestServer): Promise<void> {
  const { client } = server;
  const iam = (action: string, input: Record<string, unknown> = {}) =>
    client.ok('iam', action, input);
  const user = { UserName: 'plan-user' };
  const group = { UserGroupName: 'plan-group' };
  const role = { RoleName: 'plan-role' };
  const policy = { PolicyName: 'plan-policy', PolicyType: 'Custom' };
  const { User } = await iam('CreateUser', user);
  await iam('GetUser', user);
  await iam('GetUser', { ID: User.Id });
  await iam('UpdateUser', { ...user, NewUserName: 'plan-user-2' });
  await iam('UpdateUser', { UserName: 'plan-user-2', NewUserName: user.UserName });
  for (const input of [{}, { Query: 'plan' }]) await iam('ListUsers', input);
  const tagged = { ResourceType: 'User', ResourceNames: [user.UserName] };
  await iam('TagResources', { ...tagged, Tags: [{ Key: 'plan', Value: 'of the user' }] });
  for (const input of [{ ResourceType: 'User' }, tagged]) await iam('ListTagsForResources', input);
  await iam('UntagResources', { ...tagged, TagKeys: ['plan'] });
  await iam('CreateLoginProfile', { ...user, Password: 'Secret-1-of-a-user' });
  await iam('UpdateLoginProfile', { ...user, LoginAllowed: false });
  await iam('GetLoginProfile', user);
  await iam('DeleteLoginProfile', user);
  const { AccessKey } = await iam('CreateAccessKey', user);
  const key = { AccessKeyId: AccessKey.AccessKeyId };
  await iam('GetUser', { AccessKeyID: key.AccessKeyId });
  await iam('ListAccessKeys', user);
  await iam('GetAccessKeyLastUsed', { ...key, ...user });
  await iam('CreateGroup', group);
  await iam('GetGroup', group);
  await iam('UpdateGroup', { ...group, NewDescription: 'plan' });
  for (const input of [{}, { Query: 'plan' }]) await iam('ListGroups', input);
  await iam('AddUserToGroup', { ...user, ...group });
  await iam('ListUsersForGroup', group);
  await iam('ListGroupsForUser', user);
  await iam('CreateRole', role);
  await iam('GetRole', role);
  await iam('UpdateRole', { ...role, Description: 'plan' });
  const ofRole = { ResourceType: 'Role', ResourceNames: [role.RoleName] };
  await iam('TagResources', { ...ofRole, Tags: [{ Key: 'plan', Value: 'of the role' }] });
  await iam('ListTagsForResources', ofRole);
  await iam('UntagResources', { ...ofRole, TagKeys: ['plan'] });
  for (const input of [{}, { Query: 'plan' }, role]) await iam('ListRoles', input);
  await iam('CreatePolicy', { PolicyName: policy.PolicyName, PolicyDocument: DOCUMENT });
  await iam('GetPolicy', policy);
  await iam('UpdatePolicy', { PolicyName: policy.PolicyName, NewDescription: 'plan' });
  for (const input of [{}, { Query: 'plan' }]) await iam('ListPolicies', input);
  await iam('AttachUserPolicy', { ...user, ...policy });
  await iam('AttachUserGroupPolicy', { ...group, ...policy });
  await iam('AttachRolePolicy', { ...role, ...policy });
  await iam('ListAttachedUserPolicies', user);
  await iam('ListAttachedUserGroupPolicies', group);
  await iam('ListAttachedRolePolicies', role);
  await iam('ListEntitiesForPolicy', policy);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = AccessKey;
  const asUser = server.as({ accessKeyId, secretAccessKey });
  const { AccountId } = await asUser.ok('sts', 'GetCallerIdentity');
  const { Credentials } = await asUser.ok('sts', 'AssumeRole', {
    RoleTrn: `trn:iam::${AccountId}:role/${role.RoleName}`,
    RoleSessionName: 'plan',
  });
  const temporary = server.as({
    accessKeyId: Credentials.AccessKeyId,
    secretAccessKey: Credentials.SecretAccessKey,
    sessionToken: Credentials.SessionToken,
  });
  await temporary.ok('sts', 'GetCallerIdentity');
  await iam('CreateProject', { ProjectName: 'plan-project' });
  await iam('UpdateProject', { ProjectName: 'plan-project', Description: 'plan' });
  await iam('GetProject', { ProjectName: 'plan-project' });
  for (const input of [{}, { Query: 'plan' }]) await iam('ListProjects', input);
  const inProject = {
    PrincipalType: 'User',
    PrincipalName: user.UserName,
    ...policy,
    ProjectName: ['plan-project'],
  };
  await iam('AttachPolicyInProject', inProject);
  await iam('ListProjectIdentities', { ProjectName: 'plan-project', IdentityType: 'User' });
  // A request of somebody whose policies are about one project asks for the projects of what it names.
  await asUser.call('vpc', 'DescribeVpcAttributes', { VpcId: 'vpc-plan' });
  await iam('DetachPolicyInProject', inProject);
  await iam('DeleteProject', { ProjectName: 'plan-project' });
  await iam('SetSecurityConfig', { ...user, SafeAuthType: 'email' });
  await iam('GetSecurityConfig', user);
  await iam('GetAccountSummary');
  for (const EnableIPList of [true, false]) await iam('UpdateAllowedIPAddresses', { EnableIPList });
  await iam('GetAllowedIPAddresses');
  const provider = { OIDCProviderName: 'plan-provider' };
  await iam('CreateOIDCProvider', {
    ...provider,
    IssuerURL: 'https://token.example.com',
    ClientIDs: ['client'],
    Thumbprints: ['ab'.repeat(20)],
  });
  await iam('GetOIDCProvider', provider);
  await iam('ListOIDCProviders');
  await iam('UpdateOIDCProvider', { ...provider, Description: 'plan' });
  await iam('AddClientIDToOIDCProvider', { ...provider, ClientID: 'plan' });
  await iam('RemoveClientIDFromOIDCProvider', { ...provider, ClientID: 'plan' });
  await iam('AddThumbprintToOIDCProvider', { ...provider, Thumbprint: 'cd'.repeat(20) });
  await iam('RemoveThumbprintFromOIDCProvider', { ...provider, Thumbprint: 'cd'.repeat(20) });
  await iam('DeleteOIDCProvider', provider);
  await callSaml(iam);
  await iam('ListIdentityProviders');
  const oauth = { OAuthProviderName: OAUTH_PROVIDER.OAuthProviderName };
  await iam('CreateOAuthProvider', OAUTH_PROVIDER);
  await iam('GetOAuthProvider', oauth);
  await iam('UpdateOAuthProvider', { ...oauth, Description: 'plan' });
  await iam('DeleteOAuthProvider', oauth);
  await iam('DetachUserPolicy', { ...user, ...policy });
  await iam('DetachUserGroupPolicy', { ...group, ...policy });
  await iam('DetachRolePolicy', { ...role, ...policy });
  await iam('RemoveUserFromGroup', { ...user, ...group });
  await iam('UpdateAccessKey', { ...key, Status: 'inactive' });
  await iam('DeleteAccessKey', key);
  await iam('DeleteUser', user);
  await iam('DeleteGroup', group);
  await iam('DeleteRole', role);
  await iam('GetServiceLinkedRoleTemplate', { ServiceName: 'clb' });
  await iam('CreateServiceLinkedRole', { ServiceName: 'clb' });
  await iam('DeleteServiceLinkedRole', { RoleName: 'ServiceRoleForLoadBalancer' });
  await iam('DeletePolicy', { PolicyName: policy.PolicyName });
}

type Iam = (action: string, input?: Record<string, unknown>) => Promise<Record<string, unknown>>;

async function callSaml(iam: Iam): Promise<void> {
  const provider = { SAMLProviderName: 'plan-provider' };
  const [one, two] = [
    await signingCertificate('one.example.com'),
    await signingCertificate('two.example.com'),
  ];
  await iam('CreateSAMLProvider', {
    ...provider,
    EncodedSAMLMetadataDocument: encodedMetadata('https://idp.example.com', [one]),
    SSOType: 1,
  });
  await iam('GetSAMLProvider', provider);
  await iam('ListSAMLProviders');
  await iam('UpdateSAMLProvider', {
    ...provider,
    NewEncodedSAMLMetadataDocument: encodedMetadata('https://idp.example.com', [two]),
  });
  const added = await iam('AddSAMLProviderCertificate', { ...provider, X509Certificate: one });
  await iam('ListSAMLProviderCertificates', provider);
  await iam('RemoveSAMLProviderCertificate', added);
  await iam('DeleteSAMLProvider', provider);
}
