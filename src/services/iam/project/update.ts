import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { description, displayName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { projectFacts } from './facts.ts';
import { projectRules } from './project.rules.ts';
import { projectParameter } from './projects.ts';
import { rewriteProject } from './rows.ts';

/** Changes a project that was made; what is not given stays. */
export const updateProject = writeAction({
  name: 'UpdateProject',
  summary: 'change a project',
  parameters: () =>
    z.object({
      ProjectName: projectParameter(),
      DisplayName: displayName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: projectRules,
  facts: projectFacts,

  async change(tx, { project }, { DisplayName, Description }) {
    const before = project ?? refuse(iamRefusals.ProjectNotExist);
    await tx.run(rewriteProject, {
      id: before.id,
      display_name: DisplayName ?? before.display_name,
      description: Description ?? before.description,
      updated_at: tx.now,
    });
    return {};
  },
});
