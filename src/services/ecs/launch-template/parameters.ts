import * as z from 'zod';
import { id, note } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';

const NAME = /^(?![\d_-])[\p{L}\p{N}_-]+$/u;

/** 1 to 128 letters, digits, `_` and `-`, not beginning with a digit, `_` or `-`: docs 6396/1324369. */
export const launchTemplateName = () =>
  note(z.string().max(128).regex(NAME), { malformed: ecsRefusals.LaunchTemplateNameMalformed });

/** How an existing one is named: by its id, or by its name. */
export const whichLaunchTemplate = () => ({
  LaunchTemplateId: id().optional(),
  LaunchTemplateName: z.string().max(128).optional(),
});

export const versionDescription = () => z.string().max(256);

export const versionNumber = () => z.int().min(1);

/** The most versions that a request names. */
export const MOST_VERSIONS = 30;
