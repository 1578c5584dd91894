import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import type { Context } from '#core/context.ts';
import { list, text } from '#core/parameters.ts';
import type { Reader } from '#store/store.ts';
import { type MovedResource, moveRules } from './move.rules.ts';
import { findProject, projectParameter } from './projects.ts';
import { byLockOrder, projectMoveOf, type ResourceTrn, readTrn } from './trn.ts';

/** Moves resources of any service and region into a project, all of them or none. */
export const moveProjectResource = writeAction({
  name: 'MoveProjectResource',
  summary: 'move resources into a project',
  parameters: () =>
    z.object({
      TargetProjectName: projectParameter(),
      // "N is 1 to 10."
      ResourceTrn: list(text(512), 10),
    }),
  result: () => z.object({}),
  rules: moveRules,

  async facts(tx, { TargetProjectName, ResourceTrn }, context) {
    const texts = [...new Set(ResourceTrn)];
    const trns = texts.map(readTrn);
    const found = new Set<ResourceTrn>();
    for (const trn of trns.filter((each) => each !== undefined).sort(byLockOrder)) {
      if (await owns(tx, context, trn)) found.add(trn);
    }
    return {
      projectName: TargetProjectName,
      projectExists: (await findProject(tx, context, TargetProjectName)) !== undefined,
      trns: [...found],
      resources: trns.map((trn, index) => judged(texts[index] ?? '', trn, found)),
    };
  },

  async change(tx, { trns }, { TargetProjectName }) {
    for (const trn of trns) await projectMoveOf(trn)?.move(tx, trn.id, TargetProjectName);
    return {};
  },
});

async function owns(tx: Reader, context: Context, trn: ResourceTrn): Promise<boolean> {
  const kind = projectMoveOf(trn);
  if (kind === undefined || trn.accountId !== context.accountId) return false;
  return kind.exists(tx, { id: trn.id, account_id: context.accountId, region: trn.region });
}

function judged(
  asked: string,
  trn: ResourceTrn | undefined,
  found: ReadonlySet<ResourceTrn>,
): MovedResource {
  const supported = trn && projectMoveOf(trn) !== undefined;
  return {
    text: asked,
    wellFormed: trn !== undefined,
    supported,
    exists: trn && supported ? found.has(trn) : undefined,
  };
}
