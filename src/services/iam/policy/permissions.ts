import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import type { Policy } from '#world/world.ts';
import { readDocument, united, within } from './document.ts';
import { systemPolicy } from './system.ts';

interface Held {
  readonly policy_type: string;
  readonly policy_id: string;
  /** '' for everywhere. */
  readonly project_name: string;
  /** Of a policy of the account's own. */
  readonly document: string | null;
}

/** What a user may do: by policies of the user's own, and of the groups that have the user. */
export const permissionsOfUser = async (tx: Reader, id: string): Promise<Policy> =>
  permissions(await tx.all(heldByUser, { id }));

/** What a role may do. */
export const permissionsOfRole = async (tx: Reader, id: string): Promise<Policy> =>
  permissions(await tx.all(heldByRole, { id }));

const permissions = (held: readonly Held[]): Policy =>
  united(
    held.flatMap((each) => {
      const policy = readDocument(documentOf(each) ?? '');
      if (policy === undefined) return [];
      return each.project_name === '' ? policy : within(each.project_name, policy);
    }),
  );

const documentOf = ({ policy_type, policy_id, document }: Held): string | null | undefined =>
  policy_type === 'System' ? systemPolicy(policy_id)?.document : document;

const HELD = [
  'iam_attachment.policy_type',
  'iam_attachment.policy_id',
  'iam_attachment.project_name',
  'iam_policy.document',
] as const;

const heldByRole = query((db, p: { id: string }) =>
  db
    .selectFrom('iam_attachment')
    .leftJoin('iam_policy', 'iam_policy.id', 'iam_attachment.policy_id')
    .select(HELD)
    .where('iam_attachment.holder_id', '=', p.id)
    .where('iam_attachment.holder_type', '=', 'Role'),
);

const heldByUser = query((db, p: { id: string }) =>
  db
    .selectFrom('iam_attachment')
    .leftJoin('iam_policy', 'iam_policy.id', 'iam_attachment.policy_id')
    .select(HELD)
    .where('iam_attachment.holder_id', '=', p.id)
    .where('iam_attachment.holder_type', '=', 'User')
    .unionAll(
      db
        .selectFrom('iam_user_group_member')
        .innerJoin('iam_attachment', (join) =>
          join
            .onRef('iam_attachment.holder_id', '=', 'iam_user_group_member.user_group_id')
            .on('iam_attachment.holder_type', '=', 'UserGroup'),
        )
        .leftJoin('iam_policy', 'iam_policy.id', 'iam_attachment.policy_id')
        .select(HELD)
        .where('iam_user_group_member.user_id', '=', p.id),
    ),
);
