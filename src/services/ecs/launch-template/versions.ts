import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import type { LaunchData } from './launch-data.ts';

/** Adds a version to a template. */
export async function addVersion(
  tx: Writer,
  launchTemplateId: string,
  number: number,
  {
    VersionDescription = '',
    ...data
  }: LaunchData & { readonly VersionDescription?: string | undefined },
): Promise<void> {
  await tx.insert('launch_template_version', {
    launch_template_id: launchTemplateId,
    version_number: number,
    description: VersionDescription,
    data: JSON.stringify(data),
    created_at: tx.now,
  });
}

export const removeVersion = query((db, p: { launchTemplateId: string; number: number }) =>
  db
    .deleteFrom('launch_template_version')
    .where('launch_template_id', '=', p.launchTemplateId)
    .where('version_number', '=', p.number),
);

export const removeVersions = query((db, p: { launchTemplateId: string }) =>
  db.deleteFrom('launch_template_version').where('launch_template_id', '=', p.launchTemplateId),
);
