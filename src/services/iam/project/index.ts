import type { Resource } from '#core/service.ts';
import { getProject } from './get.ts';
import { listProjects } from './list.ts';
import { moveProjectResource } from './move.ts';

/** What is done with projects, by clients and by time. */
export const projectResource: Resource = {
  actions: [getProject, listProjects, moveProjectResource],
};
