import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { existing, keptTags, newTags } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { LONGEST_SESSION } from './parameters.ts';
import { roleNameFree } from './role.rules.ts';
import { addRole, ownRole } from './rows.ts';
import { type ServiceRole, serviceRoleOf } from './service-roles.ts';
import { worldRole } from './world-roles.ts';

interface CreateFacts extends NewNameFacts {
  readonly serviceName: string;
  readonly template: ServiceRole | undefined;
  readonly capacity: Capacity;
}

const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: iamRefusals.ServiceLinkedRoleTemplateNotExist,
    parameter: 'ServiceName',
    args: ({ serviceName }) => [serviceName],
    broken: ({ template }) => template === undefined,
    because: ({ serviceName, template }) =>
      template
        ? `${serviceName} has the role ${template.roleName}`
        : `there is no role for the service ${serviceName}`,
  },
  roleNameFree('ServiceName'),
  withinCapacity(iamRefusals.RoleLimitExceeded, 'IamRoles', 'ServiceName'),
];

/** Makes the role that a service is linked to, which the service alone assumes. */
export const createServiceLinkedRole = writeAction({
  name: 'CreateServiceLinkedRole',
  summary: 'make the role that a service is linked to',
  parameters: () => z.object({ ServiceName: existing(), Tags: newTags().optional() }),
  result: () => z.object({}),
  rules: createRules,

  async facts(tx, { ServiceName }, context) {
    const { accountId } = context;
    const template = serviceRoleOf(ServiceName);
    const newName = template?.roleName ?? '';
    const taken = await tx.first(ownRole, { account_id: accountId, name: newName });
    const used = await countOf(tx, 'iam_role', accountId);
    return {
      serviceName: ServiceName,
      template,
      newName,
      nameTaken: taken !== undefined || worldRole(context, newName) !== undefined,
      capacity: capacityOf(context, 'IamRoles', used),
    };
  },

  async change(tx, { template }, { ServiceName, Tags }, context) {
    const { roleName, trustPolicyDocument } =
      template ?? refuse(iamRefusals.ServiceLinkedRoleTemplateNotExist, ServiceName);
    await addRole(tx, {
      id: await freeId(tx, context, 'iam_role'),
      account_id: context.accountId,
      name: roleName,
      display_name: roleName,
      description: '',
      trust_policy_document: trustPolicyDocument,
      max_session_duration: LONGEST_SESSION,
      tags: keptTags(Tags),
      service_name: ServiceName,
      created_at: tx.now,
      updated_at: tx.now,
    });
    return {};
  },
});
