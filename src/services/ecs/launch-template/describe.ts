import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, integer, list, note, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import type { Owner } from '#store/owned.ts';
import type { LaunchTemplateRow } from '#store/schema/launch-template.ts';
import type { Db } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

/** The SDK has `Value` beside `Values`: values of both count. */
const templateFilters = () =>
  list(
    z.object({
      Key: text(128, 1),
      Value: list(note(text(256), { keepsEmpty: true }), 3).optional(),
      Values: list(note(text(256), { keepsEmpty: true }), 3).optional(),
    }),
    10,
  );

const parameters = () =>
  z.object({
    LaunchTemplateIds: list(id(), 100).optional(),
    LaunchTemplateNames: list(text(128), 100).optional(),
    LaunchTemplateProjectName: text(64).optional(),
    TagFilters: templateFilters().optional(),
    ...tokenPaging(100),
    // Terraform pages by numbers.
    PageNumber: integer(0, 1_000_000).optional(),
    PageSize: integer(1, 100).optional(),
  });

/** Lists the caller's launch templates; conditions are ANDed. */
export const describeLaunchTemplates = readAction({
  name: 'DescribeLaunchTemplates',
  summary: 'list launch templates',
  parameters,
  result: () =>
    z.object({
      LaunchTemplates: z.array(
        z.object({
          LaunchTemplateId: z.string(),
          LaunchTemplateName: z.string(),
          LaunchTemplateProjectName: z.string(),
          LaunchTemplateTags: z.array(tagResult()),
          DefaultVersionNumber: z.int(),
          LatestVersionNumber: z.int(),
          CreatedAt: z.string(),
          UpdatedAt: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<LaunchTemplateRow>(
      tx,
      'launch_template',
      tokenPagingOf(input),
      (db) => matching(db, owner, input),
    );
    const tags = await tagsOf(
      tx,
      rows.map((row) => row.id),
    );
    return {
      LaunchTemplates: rows.map((row) => ({
        LaunchTemplateId: row.id,
        LaunchTemplateName: row.name,
        LaunchTemplateProjectName: row.project_name,
        LaunchTemplateTags: tags.get(row.id) ?? [],
        DefaultVersionNumber: row.default_version,
        LatestVersionNumber: row.latest_version,
        CreatedAt: beijing(row.created_at),
        UpdatedAt: beijing(row.updated_at),
      })),
      NextToken: paging.NextToken,
    };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = db
    .selectFrom('launch_template')
    .where('launch_template.account_id', '=', owner.account_id)
    .where('launch_template.region', '=', owner.region);
  if (input.LaunchTemplateIds) {
    select = select.where('launch_template.id', 'in', input.LaunchTemplateIds);
  }
  if (input.LaunchTemplateNames) {
    select = select.where('launch_template.name', 'in', input.LaunchTemplateNames);
  }
  if (input.LaunchTemplateProjectName !== undefined) {
    select = select.where('launch_template.project_name', '=', input.LaunchTemplateProjectName);
  }
  const filters = input.TagFilters?.map(({ Key, Value, Values }) => {
    const values = [...(Value ?? []), ...(Values ?? [])];
    return { Key, ...(values.length > 0 && { Values: values }) };
  });
  if (filters) select = select.where((where) => tagged(where, 'launch_template.id', filters));
  return select;
}
