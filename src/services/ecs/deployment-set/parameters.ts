import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { ecsRefusals } from '../refusals.ts';

const NAME = /^(?![\d_-])[\p{L}\p{N}._-]+$/u;

/** 1 to 128 letters, digits, `.`, `_` and `-`, which do not begin with a digit, `_` or `-`. */
export const deploymentSetName = () =>
  note(z.string().max(128).regex(NAME), { malformed: ecsRefusals.DeploymentSetNameMalformed });

/** 0 to 255 characters. */
export const deploymentSetDescription = () => note(z.string().max(255), { keepsEmpty: true });

export const strategy = () => z.enum(['Availability', 'AvailabilityGroup']);

export const granularity = () => z.enum(['host', 'rack', 'switch']);

/** The most groups that a set has. */
export const MOST_GROUPS = 7;
