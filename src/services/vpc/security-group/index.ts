import type { Resource } from '#core/service.ts';
import { authorizeSecurityGroupEgress, authorizeSecurityGroupIngress } from './authorize.ts';
import { createSecurityGroup } from './create.ts';
import { deleteSecurityGroup } from './delete.ts';
import { describeSecurityGroups } from './describe.ts';
import { describeSecurityGroupAttributes } from './describe-attributes.ts';
import { modifySecurityGroupAttributes } from './modify-attributes.ts';
import {
  modifySecurityGroupRuleDescriptionsEgress,
  modifySecurityGroupRuleDescriptionsIngress,
} from './modify-rule-descriptions.ts';
import { revokeSecurityGroupEgress, revokeSecurityGroupIngress } from './revoke.ts';

/** The actions of security groups. */
export const securityGroupResource: Resource = {
  actions: [
    createSecurityGroup,
    deleteSecurityGroup,
    describeSecurityGroupAttributes,
    describeSecurityGroups,
    modifySecurityGroupAttributes,
    authorizeSecurityGroupEgress,
    authorizeSecurityGroupIngress,
    modifySecurityGroupRuleDescriptionsEgress,
    modifySecurityGroupRuleDescriptionsIngress,
    revokeSecurityGroupEgress,
    revokeSecurityGroupIngress,
  ],
};
