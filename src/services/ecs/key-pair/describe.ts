import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf } from '#core/paging.ts';
import { id, list, text } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { tagFilters, tagResult } from '#services/vpc/tag/parameters.ts';
import { tagged, tagsOf } from '#services/vpc/tag/rows.ts';
import type { KeyPairRow } from '#store/schema/key-pair.ts';
import type { Db } from '#store/schema.ts';
import { tokenPaging, tokenPagingOf } from '../paging.ts';
import { ecsRefusals } from '../refusals.ts';

const parameters = () =>
  z.object({
    KeyPairIds: list(id(), 100).optional(),
    KeyPairNames: list(text(128), 100).optional(),
    /** A part of the name. */
    KeyPairName: text(128).optional(),
    FingerPrint: text(128).optional(),
    ProjectName: text(64).optional(),
    TagFilters: tagFilters().optional(),
    ...tokenPaging(500),
  });

/** Lists the caller's key pairs; conditions are ANDed. */
export const describeKeyPairs = readAction({
  name: 'DescribeKeyPairs',
  summary: 'list key pairs',
  parameters,
  result: () =>
    z.object({
      KeyPairs: z.array(
        z.object({
          KeyPairId: z.string(),
          KeyPairName: z.string(),
          Description: z.string(),
          FingerPrint: z.string(),
          ProjectName: z.string(),
          CreatedAt: z.string(),
          UpdatedAt: z.string(),
          Tags: z.array(tagResult()),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [ecsRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const { rows, paging } = await pageOf<KeyPairRow>(tx, 'key_pair', tokenPagingOf(input), (db) =>
      matching(db, owner, input),
    );
    const tags = await tagsOf(
      tx,
      rows.map((row) => row.id),
    );
    return {
      KeyPairs: rows.map((row) => ({
        KeyPairId: row.id,
        KeyPairName: row.name,
        Description: row.description,
        FingerPrint: row.finger_print,
        ProjectName: row.project_name,
        CreatedAt: beijing(row.created_at),
        UpdatedAt: beijing(row.updated_at),
        Tags: tags.get(row.id) ?? [],
      })),
      NextToken: paging.NextToken,
    };
  },
});

function matching(
  db: Db,
  owner: { account_id: string; region: string },
  input: z.infer<ReturnType<typeof parameters>>,
) {
  let select = db
    .selectFrom('key_pair')
    .where('key_pair.account_id', '=', owner.account_id)
    .where('key_pair.region', '=', owner.region);
  if (input.KeyPairIds) select = select.where('key_pair.id', 'in', input.KeyPairIds);
  if (input.KeyPairNames) select = select.where('key_pair.name', 'in', input.KeyPairNames);
  if (input.FingerPrint !== undefined) {
    select = select.where('key_pair.finger_print', '=', input.FingerPrint);
  }
  if (input.ProjectName !== undefined) {
    select = select.where('key_pair.project_name', '=', input.ProjectName);
  }
  const part = input.KeyPairName;
  if (part !== undefined) {
    // A name contains the text if removing the text changes the name. LIKE would take _ for any
    // letter.
    select = select.where((where) =>
      where(
        where.fn('replace', ['key_pair.name', where.val(part), where.val('')]),
        '!=',
        where.ref('key_pair.name'),
      ),
    );
  }
  const filters = input.TagFilters;
  if (filters) select = select.where((where) => tagged(where, 'key_pair.id', filters));
  return select;
}
