import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { deleteRules } from './operate.rules.ts';
import { endDryRun, operateFacts, operateParameters } from './operate.ts';
import { beginDelete } from './transitions.ts';

/**
 * Deletes an instance. It is DELETING, and its interfaces are Detaching. Then it is gone, with the
 * interfaces that end with it, and its other interfaces are Available.
 */
export const deleteInstance = writeAction({
  name: 'DeleteInstance',
  summary: 'delete an instance',
  parameters: () => z.object(operateParameters()),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,
  refusals: [ecsRefusals.DryRunOperation],
  facts: operateFacts,

  async change(tx, { instanceId }, input, context) {
    endDryRun(input);
    await beginDelete(tx, context, instanceId);
    return {};
  },
});
