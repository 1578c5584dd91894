import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus, notServiceManaged, saying } from '#core/common.rules.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';

export type SecurityGroupFacts = Holding<
  'securityGroup',
  Pick<SecurityGroupRow, 'id' | 'status' | 'service_managed'>
>;

const NOUN = 'security group';

export const securityGroupExists = exists(vpcRefusals.SecurityGroupNotFound, 'securityGroup', NOUN);

export const securityGroupNotServiceManaged = notServiceManaged(
  vpcRefusals.SecurityGroupServiceManaged,
  'securityGroup',
  NOUN,
);

export const securityGroupIsAvailable = inStatus(
  vpcRefusals.SecurityGroupInvalidStatus,
  'securityGroup',
  'group',
  ['Available'],
);

/** What every change of a group and of its rules takes. */
export const availableSecurityGroup: readonly Rule<SecurityGroupFacts>[] = [
  securityGroupExists,
  securityGroupNotServiceManaged,
  securityGroupIsAvailable,
];

/** Lets a rule speak of the group. */
export const sayOfSecurityGroup = saying('securityGroup', `there is no such ${NOUN}`);
