import { ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';

/** One of the caller's commands, locked: for an action that changes or sends it. */
export const ownCommandToChange = ownedToChange('command');

/** Counts that a command has been sent once more. */
export const countInvocation = query((db, p: { id: string }) =>
  db
    .updateTable('command')
    .set((set) => ({ invocation_times: set('invocation_times', '+', 1) }))
    .where('id', '=', p.id),
);
