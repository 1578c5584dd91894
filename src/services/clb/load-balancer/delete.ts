import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { flag } from '#core/parameters.ts';
import { deleteFacts } from './delete.facts.ts';
import { deleteRules } from './delete.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { whichLoadBalancer } from './parameters.ts';
import { beginDelete } from './transitions.ts';

/**
 * Deletes a load balancer, with its server groups and the EIP that was made with it. It is Deleting,
 * then not found.
 */
export const deleteLoadBalancer = writeAction({
  name: 'DeleteLoadBalancer',
  summary: 'delete a load balancer',
  parameters: () => z.object({ ...whichLoadBalancer(), ForceDelete: flag().default(false) }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  facts: (tx, { LoadBalancerId, ForceDelete }, context) =>
    deleteFacts(tx, { id: LoadBalancerId, forced: ForceDelete }, context),

  async change(tx, _, { LoadBalancerId }, context) {
    await beginDelete(tx, context, LoadBalancerId);
    return {};
  },
});
