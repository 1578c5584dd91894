import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { DEFAULT_PROJECT, projectName } from '#services/vpc/names.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTags } from '../tags.ts';

const NAME = /^\p{L}[\p{L}\p{N}_.-]*$/u;

/** 1 to 128 characters; a letter, then also digits, `_`, `-` and `.`. Source: ModifyImageAttribute. */
export const imageName = () =>
  note(z.string().max(128).regex(NAME), { malformed: ecsRefusals.ImageNameMalformed });

/** 0 to 255 characters. */
export const imageDescription = () =>
  note(z.string().max(255), {
    malformed: ecsRefusals.ImageDescriptionMalformed,
    keepsEmpty: true,
  });

export const bootMode = () =>
  note(z.enum(['BIOS', 'UEFI']), { malformed: ecsRefusals.BootModeMalformed });

/** What every action takes that makes an image. */
export const newImage = () => ({
  ImageName: imageName(),
  Description: imageDescription().optional(),
  ProjectName: projectName().default(DEFAULT_PROJECT),
  Tags: instanceTags().optional(),
});
