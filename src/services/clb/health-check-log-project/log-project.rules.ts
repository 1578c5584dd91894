import { exists } from '#core/common.rules.ts';
import { clbRefusals } from '../refusals.ts';

/** What the deletion of the log project takes. */
export const projectExists = exists(clbRefusals.LogProjectNotFound, 'project', 'log project');
