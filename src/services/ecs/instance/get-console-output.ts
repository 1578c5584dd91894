import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceNow } from './rows.ts';

/**
 * What an instance has written on its console, in base64. No system starts in it, so that it is one
 * line of ours: what it runs, and the status that it is in since its last change.
 */
export const getConsoleOutput = readAction({
  name: 'GetConsoleOutput',
  summary: 'show the console output of an instance: one line about it',
  parameters: () => z.object({ InstanceId: id() }),
  result: () => z.object({ InstanceId: z.string(), Output: z.string(), LastUpdateAt: z.string() }),
  refusals: [ecsRefusals.InstanceNotFound],

  async view(tx, { InstanceId }, context) {
    const row =
      (await tx.first(instanceNow, ownKey(context, InstanceId))) ??
      refuse(ecsRefusals.InstanceNotFound);
    const changed = beijing(row.updated_at);
    const line = `${changed} ${row.hostname}: ${row.image_id} is ${row.status}\n`;
    return { InstanceId, Output: Buffer.from(line).toString('base64'), LastUpdateAt: changed };
  },
});
