import { type Context, ownerOf } from '#core/context.ts';
import { type Owner, ownedToChange } from '#store/owned.ts';
import { lockingQuery, query } from '#store/query.ts';
import type { LaunchTemplateRow, LaunchTemplateVersionRow } from '#store/schema/launch-template.ts';
import type { Reader } from '#store/store.ts';

const ownLaunchTemplateToChange = ownedToChange('launch_template');

const launchTemplateByName = lockingQuery((db, p: Owner & { name: string }) =>
  db
    .selectFrom('launch_template')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('name', '=', p.name),
);

interface Named {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/**
 * The caller's launch template with this id, or this name; when both are given, with both. It is
 * locked by a request that changes something.
 */
export async function findLaunchTemplate(
  tx: Reader,
  context: Context,
  { LaunchTemplateId, LaunchTemplateName }: Named,
): Promise<LaunchTemplateRow | undefined> {
  const owner = ownerOf(context);
  if (LaunchTemplateId === undefined) {
    return LaunchTemplateName === undefined
      ? undefined
      : tx.first(launchTemplateByName, { name: LaunchTemplateName, ...owner });
  }
  const found = await tx.first(ownLaunchTemplateToChange, { id: LaunchTemplateId, ...owner });
  return LaunchTemplateName === undefined || found?.name === LaunchTemplateName ? found : undefined;
}

/** What a request that names a launch template is judged by: what it named, and the template. */
export async function namedLaunchTemplate(tx: Reader, context: Context, input: Named) {
  return {
    named: input.LaunchTemplateId ?? input.LaunchTemplateName,
    launchTemplate: await findLaunchTemplate(tx, context, input),
  };
}

/** The versions of a template, the oldest first. Their limit keeps them few. */
export const versionsOf = query((db, p: { launchTemplateId: string }) =>
  db
    .selectFrom('launch_template_version')
    .selectAll()
    .where('launch_template_id', '=', p.launchTemplateId)
    .orderBy('version_number'),
);

/** The versions of all of an account's templates. */
export const versionsOfAll = query((db, p: Owner) =>
  db
    .selectFrom('launch_template')
    .innerJoin(
      'launch_template_version as version',
      'version.launch_template_id',
      'launch_template.id',
    )
    .selectAll('version')
    .select('launch_template.default_version')
    .where('launch_template.account_id', '=', p.account_id)
    .where('launch_template.region', '=', p.region)
    .orderBy('launch_template.id')
    .orderBy('version.version_number'),
);

export type Version = LaunchTemplateVersionRow & { readonly default_version: number };
