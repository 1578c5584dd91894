import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { deleteFacts } from './delete.facts.ts';
import { deleteRules } from './delete.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { beginDeletion } from './transitions.ts';

/** Deletes a NAT gateway that nothing uses. It is Deleting, then not found. */
export const deleteNatGateway = writeAction({
  name: 'DeleteNatGateway',
  summary: 'delete a NAT gateway',
  parameters: () => z.object({ NatGatewayId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  facts: (tx, { NatGatewayId }, context) => deleteFacts(tx, NatGatewayId, context),

  async change(tx, _, { NatGatewayId }, context) {
    await beginDeletion(tx, context, NatGatewayId);
    return {};
  },
});
