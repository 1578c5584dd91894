import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { list } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { namedRules, type VersionFacts, versionsExist } from './launch-template.rules.ts';
import { MOST_VERSIONS, versionNumber, whichLaunchTemplate } from './parameters.ts';
import { namedLaunchTemplate, versionsOf } from './rows.ts';
import { removeVersion } from './versions.ts';

const deleteRules: readonly Rule<VersionFacts>[] = [
  ...namedRules,
  versionsExist,
  {
    refusal: ecsRefusals.LaunchTemplateVersionIsDefault,
    parameter: 'DeleteVersions',
    broken: ({ launchTemplate, numbers }) =>
      launchTemplate && numbers.includes(launchTemplate.default_version),
    because: ({ launchTemplate }) =>
      `the default version is ${launchTemplate?.default_version ?? 'absent'}`,
  },
];

/** Deletes versions of a launch template, all that are named or none. */
export const deleteLaunchTemplateVersion = writeAction({
  name: 'DeleteLaunchTemplateVersion',
  summary: 'delete versions of a launch template',
  parameters: () =>
    z.object({
      ...whichLaunchTemplate(),
      DeleteVersions: list(versionNumber(), MOST_VERSIONS).min(1),
    }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, input, context) {
    const facts = await namedLaunchTemplate(tx, context, input);
    const id = facts.launchTemplate?.id;
    const rows = id === undefined ? [] : await tx.all(versionsOf, { launchTemplateId: id });
    return {
      ...facts,
      versions: rows.map(({ version_number }) => version_number),
      numbers: [...new Set(input.DeleteVersions)],
    };
  },

  async change(tx, { launchTemplate, versions, numbers }) {
    const { id } = launchTemplate ?? refuse(ecsRefusals.LaunchTemplateNotFound);
    for (const number of numbers) await tx.run(removeVersion, { launchTemplateId: id, number });
    const left = versions.filter((each) => !numbers.includes(each));
    await tx.update('launch_template', id, { latest_version: Math.max(...left) });
    return {};
  },
});
