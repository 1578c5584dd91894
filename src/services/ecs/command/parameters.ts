import * as z from 'zod';
import { flag, id, integer, list, note, text } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';

/** The most bytes of a command. Source: CreateCommand. */
export const MOST_BYTES = 16 * 1024;

/** As a text it may be longer: base64, with every byte of it escaped. */
export const commandContent = () => z.string().min(1).max(32_768);

export const contentEncoding = () => z.enum(['Base64', 'PlainText']);

export const commandType = () => z.enum(['Shell', 'Python', 'Bat', 'PowerShell']);

/** In seconds. */
export const timeout = () => note(integer(30, 86_400), { malformed: ecsRefusals.TimeoutOutside });

/** Ours are the limits of all but their number. */
export const parameterDefinitions = () =>
  list(
    z.object({
      Name: text(64).optional(),
      Type: text(64).optional(),
      Required: flag().optional(),
      DefaultValue: text(1024).optional(),
      MinLength: integer(0, 65_536).optional(),
      MaxLength: integer(0, 65_536).optional(),
      MinValue: text(64).optional(),
      MaxValue: text(64).optional(),
      DecimalPrecision: integer(0, 64).optional(),
    }),
    60,
  );

export type ParameterDefinition = z.infer<ReturnType<typeof parameterDefinitions>>[number];

export const commandDescription = () => note(z.string().max(256), { keepsEmpty: true });
export const username = () => text(256);
export const workingDir = () => text(1024);

/** The definition of a parameter as answers show it. */
export const parameterDefinitionResult = () =>
  z.object({
    Name: z.string(),
    Type: z.string(),
    Required: z.boolean(),
    DefaultValue: z.string(),
    MinLength: z.int(),
    MaxLength: z.int(),
    MinValue: z.string(),
    MaxValue: z.string(),
    DecimalPrecision: z.int(),
  });

/** What a new command is given, kept or sent at once. */
export const newCommand = () => ({
  CommandContent: commandContent(),
  ContentEncoding: contentEncoding().default('Base64'),
  Type: commandType(),
  EnableParameter: flag().default(false),
  ParameterDefinitions: parameterDefinitions().optional(),
  Timeout: timeout().default(60),
  Username: username().default(''),
  WorkingDir: workingDir().default(''),
});

export const whichCommand = () => ({ CommandId: id() });
