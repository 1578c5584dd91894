import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { attachRules } from './attach.rules.ts';
import { attach } from './attachments.ts';
import { attachmentFacts, HOLDERS } from './holder.ts';
import { policyType } from './parameters.ts';

const policyParameters = () => ({ PolicyName: existing(), PolicyType: policyType() });

/** Gives a user a policy. */
export const attachUserPolicy = writeAction({
  name: 'AttachUserPolicy',
  summary: 'give a user a policy',
  parameters: () => z.object({ UserName: existing(), ...policyParameters() }),
  result: () => z.object({}),
  rules: attachRules(HOLDERS.User),
  facts: (tx, input, context) => attachmentFacts(tx, HOLDERS.User, input.UserName, input, context),

  async change(tx, { attachment }, _, { accountId }) {
    await attach(tx, accountId, attachment);
    return {};
  },
});

/** Gives the users of a group a policy. */
export const attachUserGroupPolicy = writeAction({
  name: 'AttachUserGroupPolicy',
  summary: 'give a user group a policy',
  parameters: () => z.object({ UserGroupName: existing(), ...policyParameters() }),
  result: () => z.object({}),
  rules: attachRules(HOLDERS.UserGroup),
  facts: (tx, input, context) =>
    attachmentFacts(tx, HOLDERS.UserGroup, input.UserGroupName, input, context),

  async change(tx, { attachment }, _, { accountId }) {
    await attach(tx, accountId, attachment);
    return {};
  },
});

/** Gives a role a policy, which its temporary keys have at once. */
export const attachRolePolicy = writeAction({
  name: 'AttachRolePolicy',
  summary: 'give a role a policy',
  parameters: () => z.object({ RoleName: existing(), ...policyParameters() }),
  result: () => z.object({}),
  rules: attachRules(HOLDERS.Role),
  facts: (tx, input, context) => attachmentFacts(tx, HOLDERS.Role, input.RoleName, input, context),

  async change(tx, { attachment }, _, { accountId }) {
    await attach(tx, accountId, attachment);
    return {};
  },
});
