import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { associateRules } from './associations.rules.ts';
import { associationFacts, associationParameters, associationRefusals } from './associations.ts';

/**
 * Associates subnets with a network ACL, all or none of them. It takes effect before the answer.
 */
export const associateNetworkAcl = writeAction({
  name: 'AssociateNetworkAcl',
  summary: 'put subnets on a network ACL',
  asyncTask: true,
  parameters: associationParameters,
  result: () => z.object({}),
  rules: associateRules,
  refusals: associationRefusals,
  facts: associationFacts,

  async change(tx, { subnets }, { NetworkAclId }) {
    for (const { id } of subnets) {
      await tx.insert('network_acl_subnet', { subnet_id: id, network_acl_id: NetworkAclId });
    }
    await tx.update('network_acl', NetworkAclId, {});
    tx.touch('network_acl', NetworkAclId);
    return {};
  },
});
