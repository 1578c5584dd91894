import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { keyPairRules, withKeyPair } from '../instance/operate.rules.ts';
import { operateManyParameters, operateManyResult, operateOnEach } from '../instance/operate.ts';
import { setKeyPair } from '../instance/set-key-pair.ts';
import { namedRules } from './named.rules.ts';
import { whichKeyPair } from './parameters.ts';
import { namedKeyPair } from './rows.ts';

/** Takes a key pair from the instances that have it; the answer says why the others are refused. */
export const detachKeyPair = writeAction({
  name: 'DetachKeyPair',
  summary: 'take a key pair from instances, each with its own result',
  parameters: () => z.object({ ...whichKeyPair(), ...operateManyParameters() }),
  result: operateManyResult,
  rules: namedRules,

  facts: (tx, input, context) => namedKeyPair(tx, context, input),

  change: (tx, { keyPair }, { InstanceIds }, context) =>
    operateOnEach(tx, context, InstanceIds, [...keyPairRules, withKeyPair(keyPair?.name)], (id) =>
      setKeyPair(tx, id, ''),
    ),
});
