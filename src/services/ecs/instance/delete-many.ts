import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { deleteRules } from './operate.rules.ts';
import { operateManyParameters, operateManyResult, operateOnEach } from './operate.ts';
import { beginDelete } from './transitions.ts';

/** Deletes the named instances that may be deleted; the answer says why the others are refused. */
export const deleteInstances = writeAction({
  name: 'DeleteInstances',
  summary: 'delete instances, each with its own result',
  parameters: () => z.object(operateManyParameters()),
  result: operateManyResult,
  begins: [TRANSITIONS.delete],
  rules: [],
  facts: async () => ({}),

  change: (tx, _, { InstanceIds }, context) =>
    operateOnEach(tx, context, InstanceIds, deleteRules, (id) => beginDelete(tx, context, id)),
});
