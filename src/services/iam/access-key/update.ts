import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { existing } from '../parameters.ts';
import { keyRules } from './access-key.rules.ts';
import { keyFacts } from './facts.ts';
import { setKeyStatus } from './rows.ts';

/** Makes a key inactive, or active again. */
export const updateAccessKey = writeAction({
  name: 'UpdateAccessKey',
  summary: 'make an access key active or inactive',
  parameters: () =>
    z.object({
      AccessKeyId: existing(),
      Status: z.enum(['active', 'inactive']),
      UserName: existing().optional(),
    }),
  result: () => z.object({}),
  rules: keyRules,
  facts: keyFacts,

  async change(tx, { accessKeyId }, { Status }) {
    await tx.run(setKeyStatus, { id: accessKeyId, status: Status, now: tx.now });
    return {};
  },
});
