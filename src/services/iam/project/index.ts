import type { Resource } from '#core/service.ts';
import { createProject } from './create.ts';
import { deleteProject } from './delete.ts';
import { getProject } from './get.ts';
import { listProjects } from './list.ts';
import { listProjectIdentities } from './list-identities.ts';
import { moveProjectResource } from './move.ts';
import { attachPolicyInProject, detachPolicyInProject } from './policy-in-project.ts';
import { updateProject } from './update.ts';

/** The actions of projects. */
export const projectResource: Resource = {
  actions: [
    attachPolicyInProject,
    createProject,
    deleteProject,
    detachPolicyInProject,
    getProject,
    listProjectIdentities,
    listProjects,
    moveProjectResource,
    updateProject,
  ],
};
