import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { reserveQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { ecsRefusals } from '../refusals.ts';
import { namedRules } from './launch-template.rules.ts';
import { whichLaunchTemplate } from './parameters.ts';
import { namedLaunchTemplate } from './rows.ts';
import { removeVersions } from './versions.ts';

/** Deletes a launch template with its versions and tags, at once. */
export const deleteLaunchTemplate = writeAction({
  name: 'DeleteLaunchTemplate',
  summary: 'delete a launch template with its versions',
  parameters: () => z.object(whichLaunchTemplate()),
  result: () => z.object({ LaunchTemplateId: z.string() }),
  rules: namedRules,

  facts: (tx, input, context) => namedLaunchTemplate(tx, context, input),

  async change(tx, { launchTemplate }) {
    const row = launchTemplate ?? refuse(ecsRefusals.LaunchTemplateNotFound);
    await tx.run(removeVersions, { launchTemplateId: row.id });
    await removeTags(tx, row.id);
    await tx.remove('launch_template', row.id);
    await reserveQuota(tx, row, 'LaunchTemplates', -1);
    return { LaunchTemplateId: row.id };
  },
});
