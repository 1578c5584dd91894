import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { vpcRefusals } from './refusals.ts';

// We take the page's "letter or Chinese character" to mean letters of any script.
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
const DESCRIPTION = /^$|^[\p{L}\p{N}][\p{L}\p{N},._ =\-，。]*$/u;
const ADDRESS_OF_A_PAGE = /^https?:\/\//i;

/** 1 to 128 characters; a letter, Chinese character or digit, then also `.`, `_` and `-`. */
export const resourceName = () =>
  note(z.string().max(128).regex(NAME), {
    malformed: vpcRefusals.NameMalformed,
    tooLong: vpcRefusals.NameTooLong,
  });

/**
 * 0 to 255 characters; a letter, Chinese character or digit, then also `, . _ = -`, space, `，` and
 * `。`.
 */
export const description = () =>
  note(
    z
      .string()
      .max(255)
      .regex(DESCRIPTION)
      .refine(
        (value) => !ADDRESS_OF_A_PAGE.test(value),
        'it must not begin with http:// or https://',
      ),
    {
      malformed: vpcRefusals.DescriptionMalformed,
      tooLong: vpcRefusals.DescriptionTooLong,
      keepsEmpty: true,
    },
  );

export const projectName = () => z.string().min(1).max(64);

export const DEFAULT_PROJECT = 'default';
