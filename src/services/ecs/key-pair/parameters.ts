import * as z from 'zod';
import { clientToken, id, note, text } from '#core/parameters.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTags } from '../tags.ts';

// The page's own sample has the underscore that its rule leaves out.
const NAME = /^(?=.{2,64}$)[A-Za-z0-9_]+([.-][A-Za-z0-9_]+)*$/;
const DESCRIPTION = /^$|^\p{L}[\p{L}\p{N}., _\-=，。]*$/u;

export const keyPairDescription = () =>
  note(z.string().max(255).regex(DESCRIPTION), { keepsEmpty: true });

/** What a new key pair is given. Source: docs 6396/120445. */
export const newKeyPair = () => ({
  KeyPairName: note(z.string().regex(NAME), { malformed: ecsRefusals.KeyPairNameMalformed }),
  Description: keyPairDescription().default(''),
  ProjectName: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9_.-]+$/)
    .default(DEFAULT_PROJECT),
  Tags: instanceTags().optional(),
  ClientToken: clientToken().optional(),
});

/** How an existing one is named: by its id, or by its name. */
export const whichKeyPair = () => ({
  KeyPairId: id().optional(),
  KeyPairName: text(128).optional(),
});
