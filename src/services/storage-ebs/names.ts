import * as z from 'zod';
import { clientToken } from '#core/parameters.ts';
import { instanceTags } from '#services/ecs/tags.ts';
import { DEFAULT_PROJECT, projectName } from '#services/vpc/names.ts';

// We take "a Chinese character or a letter" to mean letters of any script.
const NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const NAME_WITH_DOTS = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const SNAPSHOT_NAME = /^(?!auto)[\p{L}\p{N}_.-]+$/iu;

/** 1 to 128 characters; a letter, Chinese character or `_`, then also digits and `-`. */
export const volumeName = () => z.string().max(128).regex(NAME);

export const policyName = volumeName;

/** The same, with `.` too. */
export const groupName = () => z.string().max(128).regex(NAME_WITH_DOTS);

/** 1 to 128 letters, Chinese characters, digits, `_`, `-` and `.`; `auto` is for automatic ones. */
export const snapshotName = () => z.string().max(128).regex(SNAPSHOT_NAME);

/** What every action takes that makes something with a project and tags. */
export const createdAs = () => ({
  ProjectName: projectName().default(DEFAULT_PROJECT),
  Tags: instanceTags().optional(),
});

/** The same with a ClientToken, which all but one of them take. */
export const creationParameters = () => ({
  ...createdAs(),
  ClientToken: clientToken().optional(),
});
