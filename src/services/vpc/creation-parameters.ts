import { clientToken } from '#core/parameters.ts';
import { DEFAULT_PROJECT, projectName } from './names.ts';
import { tagList } from './tag/parameters.ts';

/** What every action takes that makes a resource with a project and tags. */
export const creationParameters = () => ({
  ProjectName: projectName().default(DEFAULT_PROJECT),
  Tags: tagList().optional(),
  ClientToken: clientToken().optional(),
});
