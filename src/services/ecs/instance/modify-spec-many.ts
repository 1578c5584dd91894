import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, id, list } from '#core/parameters.ts';
import { onEach } from '../on-each.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { operateManyResult } from './operate.ts';
import { NO_ORDER } from './parameters.ts';
import { specRules } from './spec.rules.ts';
import { beginResize, specFacts } from './spec.ts';

/**
 * Gives another type to the named instances that may have it; the answer says why the others may
 * not.
 */
export const modifyInstancesSpec = writeAction({
  name: 'ModifyInstancesSpec',
  summary: 'give stopped instances another type, each with its own result',
  parameters: () =>
    z.object({
      InstanceIds: list(id(), 20),
      InstanceTypeId: id(),
      ClientToken: clientToken().optional(),
    }),
  result: () => operateManyResult().extend({ OrderId: z.string() }),
  begins: [TRANSITIONS.resize],
  rules: [],
  facts: async () => ({}),

  async change(tx, _, { InstanceIds, InstanceTypeId }, context) {
    const fared = await onEach(
      'InstanceId',
      InstanceIds,
      specRules,
      (instanceId) => specFacts(tx, context, instanceId, InstanceTypeId),
      (instanceId) => beginResize(tx, context, instanceId, InstanceTypeId),
    );
    return { ...fared, OrderId: NO_ORDER };
  },
});
