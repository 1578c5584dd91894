import type { Refusal } from '#core/refusal.ts';

/** Refusals of the launch template actions. Their pages' tables were not seen. */
export const launchTemplateRefusals = {
  LaunchTemplateNotFound: {
    http: 404,
    code: 'InvalidLaunchTemplate.NotFound',
    message: 'The specified launch template does not exist.',
    source: 'ours',
  },
  LaunchTemplateMissing: {
    http: 400,
    code: 'MissingParameter.LaunchTemplateId',
    message: 'The required parameter LaunchTemplateId is not supplied.',
    source: 'ours',
  },
  LaunchTemplateNameMalformed: {
    http: 400,
    code: 'InvalidLaunchTemplateName.Malformed',
    message: 'The specified LaunchTemplateName is malformed.',
    source: 'ours',
  },
  LaunchTemplateNameTaken: {
    http: 400,
    code: 'InvalidLaunchTemplateName.Conflict',
    message: 'The specified launch template name is already in use.',
    source: 'ours',
  },
  LaunchTemplateVersionNotFound: {
    http: 404,
    code: 'InvalidLaunchTemplateVersion.NotFound',
    message: 'The specified launch template version does not exist.',
    source: 'ours',
  },
  /** The rule is documented, the code is not. */
  LaunchTemplateVersionIsDefault: {
    http: 400,
    code: 'InvalidLaunchTemplateVersion.DefaultVersion',
    message: 'The default version of the launch template cannot be deleted.',
    source: 'ours',
  },
  LaunchTemplateQuota: {
    http: 400,
    code: 'QuotaExceeded.LaunchTemplate',
    message: "You've reached the limit on the number of launch templates.",
    source: 'ours',
  },
  /** The figure is documented, the code is not. */
  LaunchTemplateVersionQuota: {
    http: 400,
    code: 'QuotaExceeded.LaunchTemplateVersion',
    message: "You've reached the limit on the number of versions of the launch template.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
