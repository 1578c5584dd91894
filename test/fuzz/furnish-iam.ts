import {
  encodedMetadata,
  OAUTH_PROVIDER,
  signingCertificate,
} from '../support/identity-providers.ts';

type Ok = (service: string, action: string, input: Record<string, unknown>) => Promise<unknown>;

/** Gives an account some of all that iam has. */
export async function furnishIam(ok: Ok): Promise<void> {
  const iam = (action: string, input: Record<string, unknown>) => ok('iam', action, input);
  const PolicyDocument = '{"Statement":[{"Effect":"Allow","Action":["vpc:*"],"Resource":["*"]}]}';
  const custom = { PolicyName: 'policy', PolicyType: 'Custom' };
  await iam('CreatePolicy', { PolicyName: 'policy', PolicyDocument });
  await iam('CreateGroup', { UserGroupName: 'group' });
  await iam('CreateRole', { RoleName: 'role' });
  await iam('CreateServiceLinkedRole', { ServiceName: 'clb' });
  await iam('AttachRolePolicy', { RoleName: 'role', ...custom });
  await iam('AttachUserGroupPolicy', { UserGroupName: 'group', ...custom });
  await iam('CreateProject', { ProjectName: 'team' });
  await iam('UpdateAllowedIPAddresses', { EnableIPList: true, IPList: [{ IP: '10.0.0.1' }] });
  await iam('CreateOIDCProvider', {
    OIDCProviderName: 'provider',
    IssuerURL: 'https://token.example.com',
    ClientIDs: ['client'],
    Thumbprints: ['ab'.repeat(20)],
  });
  await iam('CreateSAMLProvider', {
    SAMLProviderName: 'provider',
    EncodedSAMLMetadataDocument: encodedMetadata('https://idp.example.com', [
      await signingCertificate('idp.example.com'),
    ]),
    SSOType: 2,
    Status: 1,
  });
  await iam('CreateOAuthProvider', OAUTH_PROVIDER);
  for (const UserName of ['alice', 'bob']) {
    await iam('CreateUser', { UserName, Tags: [{ Key: 'k', Value: 'v' }] });
    await iam('CreateLoginProfile', { UserName, Password: 'Secret-1-of-a-user' });
    await iam('CreateAccessKey', { UserName });
    await iam('AddUserToGroup', { UserName, UserGroupName: 'group' });
    await iam('AttachUserPolicy', { UserName, ...custom });
    await iam('AttachPolicyInProject', {
      PrincipalType: 'User',
      PrincipalName: UserName,
      ...custom,
      ProjectName: ['team'],
    });
  }
}
