import type { Rule } from '#core/action.ts';
import { ecsRefusals } from '../refusals.ts';

export interface LaunchTemplateFacts {
  /** The id or name that was given. */
  readonly named: string | undefined;
  readonly launchTemplate: { readonly name: string; readonly default_version: number } | undefined;
}

/** A launch template is named, by its id or its name, and it exists. */
export const namedRules: readonly Rule<LaunchTemplateFacts>[] = [
  {
    refusal: ecsRefusals.LaunchTemplateMissing,
    parameter: 'LaunchTemplateId',
    broken: ({ named }) => named === undefined,
    because: ({ named }) => `the launch template is ${named ?? 'absent'}`,
  },
  {
    refusal: ecsRefusals.LaunchTemplateNotFound,
    broken: ({ launchTemplate }) => launchTemplate === undefined,
    because: ({ named, launchTemplate }) =>
      launchTemplate
        ? `${launchTemplate.name} exists`
        : `there is no launch template ${named ?? ''}`,
  },
];

export interface VersionFacts extends LaunchTemplateFacts {
  /** The numbers of the versions that it has. */
  readonly versions: readonly number[];
  /** Those that the request names. */
  readonly numbers: readonly number[];
}

/** It has the versions that are named. */
export const versionsExist: Rule<VersionFacts> = {
  refusal: ecsRefusals.LaunchTemplateVersionNotFound,
  broken: ({ launchTemplate, versions, numbers }) =>
    launchTemplate && numbers.some((each) => !versions.includes(each)),
  because: ({ versions, numbers }) =>
    `versions ${numbers.join(', ')} are named, it has ${versions.join(', ')}`,
};
