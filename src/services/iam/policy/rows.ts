import { query } from '#store/query.ts';
import type { IamPolicyRow } from '#store/schema/iam.ts';
import type { Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the account's own policies. */
export const ownPolicy = byName('iam_policy');

/** The same, locked. */
export const ownPolicyToChange = byNameToChange('iam_policy');

export const addPolicy = (tx: Writer, row: IamPolicyRow): Promise<void> =>
  tx.insert('iam_policy', row);

/** Writes what of a policy can change. */
export const rewritePolicy = query((db, p: IamPolicyRow) =>
  db
    .updateTable('iam_policy')
    .set({
      name: p.name,
      description: p.description,
      document: p.document,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
);

export const policyGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_policy').where('id', '=', p.id),
);
