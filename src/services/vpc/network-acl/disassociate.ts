import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { query } from '#store/query.ts';
import { disassociateRules } from './associations.rules.ts';
import { associationFacts, associationParameters, associationRefusals } from './associations.ts';

/**
 * Disassociates subnets from a network ACL, all or none of them. It takes effect before the answer.
 */
export const disassociateNetworkAcl = writeAction({
  name: 'DisassociateNetworkAcl',
  summary: 'take subnets off a network ACL',
  asyncTask: true,
  parameters: associationParameters,
  result: () => z.object({}),
  rules: disassociateRules,
  refusals: associationRefusals,
  facts: associationFacts,

  async change(tx, { subnets }, { NetworkAclId }) {
    for (const { id } of subnets) await tx.run(deleteAssociation, { subnetId: id });
    await tx.update('network_acl', NetworkAclId, {});
    tx.touch('network_acl', NetworkAclId);
    return {};
  },
});

const deleteAssociation = query((db, p: { subnetId: string }) =>
  db.deleteFrom('network_acl_subnet').where('subnet_id', '=', p.subnetId),
);
