// Users, groups, roles and policies: a user's key signs, and may do what the user's policy allows.
import assert from 'node:assert/strict';
import { refused } from './check.mjs';

const READS = JSON.stringify({
  Statement: [
    { Effect: 'Allow', Action: ['vpc:DescribeVpcs', 'sts:GetCallerIdentity'], Resource: ['*'] },
  ],
});
const NOTHING = JSON.stringify({
  Statement: [{ Effect: 'Deny', Action: ['*'], Resource: ['*'] }],
});
const TRUST = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: ['ecs'] } }],
});

const user = { UserName: 'scenario-user' };
const group = { UserGroupName: 'scenario-group' };
const role = { RoleName: 'scenario-role' };
const policy = { PolicyName: 'scenario-policy' };
const attached = { ...policy, PolicyType: 'Custom' };

export async function iam({ call, counted }, { VpcId }) {
  const iam = (action, input) => call('iam', action, input);
  await users(iam);
  await policies(iam);
  await keys({ iam, counted }, VpcId);
  await groups(iam);
  await roles(iam);
  await iam('DeletePolicy', policy);
  await iam('DeleteUser', user);
  await refused(404, 'UserNotExist', iam('GetUser', user));
  await projects((action, input) => call('iam', action, input, { version: '2021-08-01' }));
}

async function users(iam) {
  const { User } = await iam('CreateUser', { ...user, DisplayName: 'Scenario', Email: 'a@b.cn' });
  assert.deepEqual([User.UserName, User.DisplayName], [user.UserName, 'Scenario']);
  assert.equal(User.Trn, `trn:iam::${User.AccountId}:user/${user.UserName}`);
  await iam('UpdateUser', { ...user, NewDescription: 'changed' });
  const found = (await iam('GetUser', user)).User;
  assert.deepEqual([found.Id, found.Description], [User.Id, 'changed']);
  const { UserMetadata, Total } = await iam('ListUsers', { Query: user.UserName });
  assert.deepEqual([UserMetadata[0].Email, Total], ['a@b.cn', 1]);
  await iam('CreateLoginProfile', { ...user, Password: 'Secret-1-of-a-user' });
  await iam('UpdateLoginProfile', { ...user, LoginAllowed: false });
  assert.equal((await iam('GetLoginProfile', user)).LoginProfile.LoginAllowed, false);
  await iam('DeleteLoginProfile', user);
}

async function policies(iam) {
  const { Policy } = await iam('CreatePolicy', { ...policy, PolicyDocument: READS });
  assert.deepEqual([Policy.PolicyType, Policy.AttachmentCount], ['Custom', 0]);
  await iam('UpdatePolicy', { ...policy, NewDescription: 'changed' });
  await iam('AttachUserPolicy', { ...user, ...attached });
  const read = (await iam('GetPolicy', attached)).Policy;
  assert.deepEqual([read.Description, read.AttachmentCount], ['changed', 1]);
  assert.deepEqual(JSON.parse(read.PolicyDocument), JSON.parse(READS));
  const { PolicyMetadata } = await iam('ListPolicies', { Scope: 'Custom', Query: 'scenario' });
  assert.deepEqual(
    PolicyMetadata.map(({ PolicyName }) => PolicyName),
    [policy.PolicyName],
  );
  const { AttachedPolicyMetadata } = await iam('ListAttachedUserPolicies', user);
  assert.equal(AttachedPolicyMetadata[0].PolicyTrn, read.PolicyTrn);
  const { PolicyUsers, PolicyRoles } = await iam('ListEntitiesForPolicy', attached);
  assert.deepEqual([PolicyUsers[0].UserName, PolicyRoles.length], [user.UserName, 0]);
}

async function keys({ iam, counted }, VpcId) {
  const { AccessKey } = await iam('CreateAccessKey', user);
  const { AccessKeyId, SecretAccessKey } = AccessKey;
  assert.equal(AccessKey.Status, 'active');
  const own = counted({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
  const { Vpcs } = await own('vpc', 'DescribeVpcs', { VpcIds: [VpcId] });
  assert.equal(Vpcs.length, 1);
  await refused(403, 'AccessDenied', own('vpc', 'DeleteVpc', { VpcId }));
  const { IdentityType, Trn } = await own('sts', 'GetCallerIdentity');
  assert.equal(IdentityType, 'User');
  assert.match(Trn, /:user\/scenario-user$/);
  await iam('UpdatePolicy', { ...policy, NewPolicyDocument: NOTHING });
  await refused(403, 'AccessDenied', own('vpc', 'DescribeVpcs'));
  const { AccessKeyLastUsed } = await iam('GetAccessKeyLastUsed', { ...user, AccessKeyId });
  assert.equal(AccessKeyLastUsed.Service, 'vpc');
  await iam('UpdateAccessKey', { ...user, AccessKeyId, Status: 'inactive' });
  const { AccessKeyMetadata } = await iam('ListAccessKeys', user);
  assert.deepEqual(
    AccessKeyMetadata.map(({ Status }) => Status),
    ['inactive'],
  );
  await iam('DeleteAccessKey', { ...user, AccessKeyId });
  await iam('DetachUserPolicy', { ...user, ...attached });
}

async function groups(iam) {
  const { UserGroup } = await iam('CreateGroup', { ...group, DisplayName: 'Scenario' });
  assert.equal(UserGroup.DisplayName, 'Scenario');
  await iam('UpdateGroup', { ...group, NewDescription: 'changed' });
  assert.equal((await iam('GetGroup', group)).UserGroup.Description, 'changed');
  assert.equal((await iam('ListGroups', { Query: 'scenario' })).Total, 1);
  await iam('AddUserToGroup', { ...user, ...group });
  assert.equal((await iam('ListUsersForGroup', group)).Users[0].UserName, user.UserName);
  const { UserGroups } = await iam('ListGroupsForUser', user);
  assert.equal(UserGroups[0].UserGroupName, group.UserGroupName);
  await iam('AttachUserGroupPolicy', { ...group, ...attached });
  const { AttachedPolicyMetadata } = await iam('ListAttachedUserGroupPolicies', group);
  assert.equal(AttachedPolicyMetadata[0].PolicyName, policy.PolicyName);
  await iam('DetachUserGroupPolicy', { ...group, ...attached });
  await iam('RemoveUserFromGroup', { ...user, ...group });
  await iam('DeleteGroup', group);
}

async function roles(iam) {
  const { Role } = await iam('CreateRole', { ...role, TrustPolicyDocument: TRUST });
  assert.equal(Role.IsServiceLinkedRole, 0);
  await iam('UpdateRole', { ...role, MaxSessionDuration: 7200 });
  assert.equal((await iam('GetRole', role)).Role.MaxSessionDuration, 7200);
  const { RoleMetadata } = await iam('ListRoles', { Query: 'scenario' });
  assert.deepEqual(JSON.parse(RoleMetadata[0].TrustPolicyDocument), JSON.parse(TRUST));
  await iam('AttachRolePolicy', { ...role, ...attached });
  const { AttachedPolicyMetadata } = await iam('ListAttachedRolePolicies', role);
  assert.equal(AttachedPolicyMetadata.length, 1);
  await iam('DetachRolePolicy', { ...role, ...attached });
  await iam('DeleteRole', role);
}

async function projects(iam) {
  const project = { ProjectName: 'scenario' };
  await iam('CreateProject', { ...project, DisplayName: 'Scenario' });
  await iam('UpdateProject', { ...project, Description: 'changed' });
  const { DisplayName, Description } = await iam('GetProject', project);
  assert.deepEqual([DisplayName, Description], ['Scenario', 'changed']);
  assert.equal((await iam('ListProjects', { Query: 'scenario' })).Projects.length, 1);
  await iam('DeleteProject', project);
}
