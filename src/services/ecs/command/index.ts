import type { Resource } from '#core/service.ts';
import { createCommand } from './create.ts';
import { deleteCommand } from './delete.ts';
import { describeCommands } from './describe.ts';
import { modifyCommand } from './modify.ts';

/** The actions of the cloud assistant's commands. */
export const commandResource: Resource = {
  actions: [createCommand, deleteCommand, describeCommands, modifyCommand],
};
