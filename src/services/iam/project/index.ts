import type { Resource } from '#core/service.ts';
import { getProject } from './get.ts';
import { listProjects } from './list.ts';
import { moveProjectResource } from './move.ts';

/** The actions and transitions of projects. */
export const projectResource: Resource = {
  actions: [getProject, listProjects, moveProjectResource],
};
