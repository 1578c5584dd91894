import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { commandExists } from './command.rules.ts';
import { whichCommand } from './parameters.ts';
import { ownCommandToChange } from './rows.ts';

/** Deletes a command, at once. Its invocations go on: each has the command as it was. */
export const deleteCommand = writeAction({
  name: 'DeleteCommand',
  summary: 'delete a command of the cloud assistant',
  parameters: () => z.object(whichCommand()),
  result: () => z.object({ CommandId: z.string() }),
  rules: [commandExists],

  async facts(tx, { CommandId }, context) {
    return { command: await tx.first(ownCommandToChange, ownKey(context, CommandId)) };
  },

  async change(tx, _, { CommandId }) {
    await removeTags(tx, CommandId);
    await tx.remove('command', CommandId);
    return { CommandId };
  },
});
