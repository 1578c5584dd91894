import type { Resource } from '#core/service.ts';
import { createLaunchTemplate } from './create.ts';
import { createLaunchTemplateVersion } from './create-version.ts';
import { deleteLaunchTemplate } from './delete.ts';
import { deleteLaunchTemplateVersion } from './delete-version.ts';
import { describeLaunchTemplates } from './describe.ts';
import { describeLaunchTemplateVersions } from './describe-versions.ts';
import { modifyTemplateDefaultVersion } from './modify-default-version.ts';

/** The actions of launch templates and their versions. */
export const launchTemplateResource: Resource = {
  actions: [
    createLaunchTemplate,
    createLaunchTemplateVersion,
    deleteLaunchTemplate,
    deleteLaunchTemplateVersion,
    describeLaunchTemplateVersions,
    describeLaunchTemplates,
    modifyTemplateDefaultVersion,
  ],
};
