import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT, projectName } from '#services/vpc/names.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { instanceTags } from '../tags.ts';
import { LAUNCH_DATA_INERT, launchData } from './launch-data.ts';
import { launchTemplateName, versionDescription } from './parameters.ts';
import { findLaunchTemplate } from './rows.ts';
import { addVersion } from './versions.ts';

interface CreateFacts {
  readonly name: string;
  readonly nameTaken: boolean;
  readonly quotaLeft: number;
}

const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: ecsRefusals.LaunchTemplateNameTaken,
    parameter: 'LaunchTemplateName',
    broken: ({ nameTaken }) => nameTaken,
    because: ({ name, nameTaken }) => `${name} is ${nameTaken ? 'taken' : 'free'}`,
  },
  withinQuota(ecsRefusals.LaunchTemplateQuota, 'LaunchTemplates', 'quotaLeft'),
];

/** Makes a launch template with its first version, which is the default one. */
export const createLaunchTemplate = writeAction({
  name: 'CreateLaunchTemplate',
  summary: 'create a launch template with its first version',
  parameters: () =>
    z.object({
      LaunchTemplateName: launchTemplateName(),
      LaunchTemplateProjectName: projectName().default(DEFAULT_PROJECT),
      LaunchTemplateTags: instanceTags().optional(),
      VersionDescription: versionDescription().optional(),
      ...launchData(),
    }),
  result: () => z.object({ LaunchTemplateId: z.string() }),
  inert: LAUNCH_DATA_INERT,
  rules: createRules,

  async facts(tx, { LaunchTemplateName }, context) {
    return {
      name: LaunchTemplateName,
      nameTaken: (await findLaunchTemplate(tx, context, { LaunchTemplateName })) !== undefined,
      quotaLeft: await remainingQuota(tx, context, 'LaunchTemplates'),
    };
  },

  async change(tx, _, input, context) {
    const { LaunchTemplateName, LaunchTemplateProjectName, LaunchTemplateTags, ...version } = input;
    const id = context.ids.resource(RESOURCES.launch_template.idPrefix, 20);
    const owner = ownKey(context, id);
    await reserveQuota(tx, owner, 'LaunchTemplates', 1);
    await tx.insert('launch_template', {
      ...owner,
      project_name: LaunchTemplateProjectName,
      name: LaunchTemplateName,
      description: '',
      status: 'Available',
      default_version: 1,
      latest_version: 1,
      versions_made: 1,
    });
    await addVersion(tx, id, 1, version);
    await addTags(tx, owner, 'launchtemplate', LaunchTemplateTags);
    return { LaunchTemplateId: id };
  },
});
