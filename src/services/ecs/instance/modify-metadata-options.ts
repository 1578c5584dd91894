import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { instanceExists } from './instance.rules.ts';
import { operateFacts } from './operate.ts';

/** Sets whether the metadata service answers an instance without a token. It acts at once. */
export const modifyInstanceMetadataOptions = writeAction({
  name: 'ModifyInstanceMetadataOptions',
  summary: 'set whether the metadata service asks an instance for a token',
  parameters: () =>
    z.object({
      InstanceId: id(),
      HttpTokens: z.enum(['optional', 'required']).optional(),
    }),
  result: () => z.object({}),
  rules: [instanceExists],
  facts: operateFacts,

  async change(tx, _, { InstanceId, HttpTokens }) {
    if (HttpTokens !== undefined) {
      await tx.update('instance', InstanceId, { http_tokens: HttpTokens });
    }
    return {};
  },
});
