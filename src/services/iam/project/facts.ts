import type { Context } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { projectsOfWorld } from './projects.ts';
import { ownProjectToChange } from './rows.ts';

/** A project to be changed. */
export async function projectFacts(
  tx: Reader,
  { ProjectName }: { readonly ProjectName: string },
  context: Context,
) {
  const key = { account_id: context.accountId, name: ProjectName };
  return {
    projectName: ProjectName,
    project: await tx.first(ownProjectToChange, key),
    given: projectsOfWorld(context).some(({ name }) => name === ProjectName),
  };
}
