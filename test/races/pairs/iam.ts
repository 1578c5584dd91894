import { ask, done, type Ground, type Pairs } from './pair.ts';

const iam = (action: string, input: Record<string, unknown>) => ask('iam', action, input);

const PolicyDocument = '{"Statement":[{"Effect":"Allow","Action":["vpc:*"],"Resource":["*"]}]}';

async function user({ server, index }: Ground): Promise<{ UserName: string }> {
  const UserName = `user-${index}`;
  await done(server, 'iam', 'CreateUser', { UserName });
  return { UserName };
}

async function policy({ server, index }: Ground) {
  const PolicyName = `policy-${index}`;
  await done(server, 'iam', 'CreatePolicy', { PolicyName, PolicyDocument });
  return { PolicyName, PolicyType: 'Custom' };
}

async function group({ server, index }: Ground): Promise<{ UserGroupName: string }> {
  const UserGroupName = `group-${index}`;
  await done(server, 'iam', 'CreateGroup', { UserGroupName });
  return { UserGroupName };
}

/** Users, groups, roles and policies. */
export const IAM_PAIRS: Pairs = {
  'a policy of a user and the end of the policy': {
    succeed: 'one',
    async stage(ground) {
      const own = await policy(ground);
      const { PolicyName } = own;
      return [
        iam('AttachUserPolicy', { ...(await user(ground)), ...own }),
        iam('DeletePolicy', { PolicyName }),
      ];
    },
  },
  'a policy of a user and the end of the user': {
    succeed: 'one',
    async stage(ground) {
      const own = await user(ground);
      return [
        iam('AttachUserPolicy', { ...own, ...(await policy(ground)) }),
        iam('DeleteUser', own),
      ];
    },
  },
  'a policy of a role and the end of the role': {
    succeed: 'one',
    async stage(ground) {
      const RoleName = `role-${ground.index}`;
      await done(ground.server, 'iam', 'CreateRole', { RoleName });
      return [
        iam('AttachRolePolicy', { RoleName, ...(await policy(ground)) }),
        iam('DeleteRole', { RoleName }),
      ];
    },
  },
  'a user in a group and the end of the user': {
    succeed: 'one or both',
    async stage(ground) {
      const own = await user(ground);
      return [iam('AddUserToGroup', { ...own, ...(await group(ground)) }), iam('DeleteUser', own)];
    },
  },
  'a user in a group and the end of the group': {
    succeed: 'one',
    async stage(ground) {
      const own = await group(ground);
      return [iam('AddUserToGroup', { ...own, ...(await user(ground)) }), iam('DeleteGroup', own)];
    },
  },
  'a key of a user and the end of the user': {
    succeed: 'one',
    async stage(ground) {
      const own = await user(ground);
      return [iam('CreateAccessKey', own), iam('DeleteUser', own)];
    },
  },
  'a login of a user and the end of the user': {
    succeed: 'one or both',
    async stage(ground) {
      const own = await user(ground);
      return [
        iam('CreateLoginProfile', { ...own, Password: 'Secret-1-of-a-user' }),
        iam('DeleteUser', own),
      ];
    },
  },
  'two users of one name': {
    succeed: 'one',
    async stage({ index }) {
      const create = iam('CreateUser', { UserName: `user-${index}` });
      return [create, create];
    },
  },
};
