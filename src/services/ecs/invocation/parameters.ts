import * as z from 'zod';
import { id, list, note, text } from '#core/parameters.ts';
import { DEFAULT_PROJECT, projectName } from '#services/vpc/names.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTags } from '../tags.ts';
import { frequency, time } from './times.ts';

/** What is said of every invocation. */
export const newInvocation = () => ({
  InvocationName: note(text(64, 1), { tooLong: ecsRefusals.InvocationNameTooLong }),
  InvocationDescription: text(256).default(''),
  InstanceIds: list(id(), 200),
  RepeatMode: z.enum(['Once', 'Rate', 'Fixed']).default('Once'),
  Frequency: frequency().optional(),
  LaunchTime: time().optional(),
  RecurrenceEndTime: time().optional(),
  Parameters: text(65_536).optional(),
  WindowsPassword: note(text(256), { sensitive: true }).optional(),
  ProjectName: projectName().default(DEFAULT_PROJECT),
  Tags: instanceTags().optional(),
});

export const whichInvocation = () => ({ InvocationId: id() });

/** Why a password changes nothing. */
export const NO_SYSTEM = 'no system runs in an instance that would ask for it';
