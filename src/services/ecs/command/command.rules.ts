import { exists, type Holding } from '#core/common.rules.ts';
import type { CommandRow } from '#store/schema/cloud-assistant.ts';
import { ecsRefusals } from '../refusals.ts';

export const commandExists = exists(ecsRefusals.CommandNotFound, 'command', 'command');

export type CommandFacts = Holding<'command', CommandRow>;
