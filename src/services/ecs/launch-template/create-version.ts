import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { LAUNCH_DATA_INERT, launchData } from './launch-data.ts';
import { type LaunchTemplateFacts, namedRules } from './launch-template.rules.ts';
import { versionDescription, whichLaunchTemplate } from './parameters.ts';
import { namedLaunchTemplate, versionsOf } from './rows.ts';
import { addVersion } from './versions.ts';

interface CreateFacts extends LaunchTemplateFacts {
  readonly versions: number;
  readonly allowed: number;
}

const createRules: readonly Rule<CreateFacts>[] = [
  ...namedRules,
  {
    // "At most 30 versions of a template."
    refusal: ecsRefusals.LaunchTemplateVersionQuota,
    broken: ({ versions, allowed }) => versions >= allowed,
    because: ({ versions, allowed }) => `it has ${versions} versions of ${allowed}`,
  },
];

/** Adds a version to a launch template; the default one stays the default one. */
export const createLaunchTemplateVersion = writeAction({
  name: 'CreateLaunchTemplateVersion',
  summary: 'add a version to a launch template',
  parameters: () =>
    z.object({
      ...whichLaunchTemplate(),
      VersionDescription: versionDescription().optional(),
      ...launchData(),
    }),
  result: () => z.object({ LaunchTemplateVersionNumber: z.int() }),
  inert: LAUNCH_DATA_INERT,
  rules: createRules,

  async facts(tx, input, context) {
    const facts = await namedLaunchTemplate(tx, context, input);
    const id = facts.launchTemplate?.id;
    return {
      ...facts,
      versions: id === undefined ? 0 : (await tx.all(versionsOf, { launchTemplateId: id })).length,
      allowed: context.world.quota(context.accountId, 'VersionsPerLaunchTemplate'),
    };
  },

  async change(tx, { launchTemplate }, input) {
    const { LaunchTemplateId: _, LaunchTemplateName: __, ...version } = input;
    const { id, versions_made } = launchTemplate ?? refuse(ecsRefusals.LaunchTemplateNotFound);
    const number = versions_made + 1;
    await addVersion(tx, id, number, version);
    await tx.update('launch_template', id, { latest_version: number, versions_made: number });
    return { LaunchTemplateVersionNumber: number };
  },
});
