import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { detachRules } from './attach.rules.ts';
import { detach } from './attachments.ts';
import { attachmentFacts, HOLDERS } from './holder.ts';
import { policyType } from './parameters.ts';

const policyParameters = () => ({ PolicyName: existing(), PolicyType: policyType() });

/** Takes a policy from a user. */
export const detachUserPolicy = writeAction({
  name: 'DetachUserPolicy',
  summary: 'take a policy from a user',
  parameters: () => z.object({ UserName: existing(), ...policyParameters() }),
  result: () => z.object({}),
  rules: detachRules(HOLDERS.User),
  facts: (tx, input, context) => attachmentFacts(tx, HOLDERS.User, input.UserName, input, context),

  async change(tx, { attachment }) {
    await detach(tx, attachment);
    return {};
  },
});

/** Takes a policy from the users of a group. */
export const detachUserGroupPolicy = writeAction({
  name: 'DetachUserGroupPolicy',
  summary: 'take a policy from a user group',
  parameters: () => z.object({ UserGroupName: existing(), ...policyParameters() }),
  result: () => z.object({}),
  rules: detachRules(HOLDERS.UserGroup),
  facts: (tx, input, context) =>
    attachmentFacts(tx, HOLDERS.UserGroup, input.UserGroupName, input, context),

  async change(tx, { attachment }) {
    await detach(tx, attachment);
    return {};
  },
});

/** Takes a policy from a role, and from its temporary keys. */
export const detachRolePolicy = writeAction({
  name: 'DetachRolePolicy',
  summary: 'take a policy from a role',
  parameters: () => z.object({ RoleName: existing(), ...policyParameters() }),
  result: () => z.object({}),
  rules: detachRules(HOLDERS.Role),
  facts: (tx, input, context) => attachmentFacts(tx, HOLDERS.Role, input.RoleName, input, context),

  async change(tx, { attachment }) {
    await detach(tx, attachment);
    return {};
  },
});
