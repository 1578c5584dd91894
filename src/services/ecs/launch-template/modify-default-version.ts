import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { ecsRefusals } from '../refusals.ts';
import { namedRules, versionsExist } from './launch-template.rules.ts';
import { versionNumber, whichLaunchTemplate } from './parameters.ts';
import { namedLaunchTemplate, versionsOf } from './rows.ts';

/** Makes another version of a launch template the default one. */
export const modifyTemplateDefaultVersion = writeAction({
  name: 'ModifyTemplateDefaultVersion',
  summary: 'make another version of a launch template the default one',
  parameters: () => z.object({ ...whichLaunchTemplate(), DefaultVersionNumber: versionNumber() }),
  result: () => z.object({}),
  rules: [...namedRules, versionsExist],

  async facts(tx, input, context) {
    const facts = await namedLaunchTemplate(tx, context, input);
    const id = facts.launchTemplate?.id;
    const rows = id === undefined ? [] : await tx.all(versionsOf, { launchTemplateId: id });
    return {
      ...facts,
      versions: rows.map(({ version_number }) => version_number),
      numbers: [input.DefaultVersionNumber],
    };
  },

  async change(tx, { launchTemplate }, { DefaultVersionNumber }) {
    const { id } = launchTemplate ?? refuse(ecsRefusals.LaunchTemplateNotFound);
    await tx.update('launch_template', id, { default_version: DefaultVersionNumber });
    return {};
  },
});
