import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { keyPairRules } from '../instance/operate.rules.ts';
import { operateManyParameters, operateManyResult, operateOnEach } from '../instance/operate.ts';
import { setKeyPair } from '../instance/set-key-pair.ts';
import { namedRules } from './named.rules.ts';
import { whichKeyPair } from './parameters.ts';
import { namedKeyPair } from './rows.ts';

/**
 * Gives instances a key pair in place of the one they have; the answer says why the others are
 * refused.
 */
export const attachKeyPair = writeAction({
  name: 'AttachKeyPair',
  summary: 'give instances a key pair, each with its own result',
  parameters: () => z.object({ ...whichKeyPair(), ...operateManyParameters() }),
  result: operateManyResult,
  rules: namedRules,

  facts: (tx, input, context) => namedKeyPair(tx, context, input),

  change: (tx, { keyPair }, { InstanceIds }, context) =>
    operateOnEach(tx, context, InstanceIds, keyPairRules, (id) =>
      setKeyPair(tx, id, keyPair?.name ?? ''),
    ),
});
