import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { keyRules } from './access-key.rules.ts';
import { keyFacts } from './facts.ts';
import { accessKeyGoes } from './rows.ts';

/** Deletes a key, active or not. */
export const deleteAccessKey = writeAction({
  name: 'DeleteAccessKey',
  summary: 'delete an access key',
  parameters: () => z.object({ AccessKeyId: existing(), UserName: existing().optional() }),
  result: () => z.object({}),
  rules: keyRules,
  facts: keyFacts,

  async change(tx, { accessKeyId }) {
    await tx.run(accessKeyGoes, { id: accessKeyId });
    return {};
  },
});
