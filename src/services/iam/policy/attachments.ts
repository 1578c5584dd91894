import { dynamic } from '#store/dynamic.ts';
import { literal } from '#store/literal.ts';
import { listQuery, query } from '#store/query.ts';
import type { IamAttachmentRow, IamPolicyRow } from '#store/schema/iam.ts';
import type { Reader, Writer } from '#store/store.ts';

/** Who may have policies. */
export type HolderType = 'User' | 'UserGroup' | 'Role';
export type PolicyType = 'Custom' | 'System';

export interface Attachment {
  readonly holderType: HolderType;
  readonly holderId: string;
  readonly policyType: PolicyType;
  /** The id of a policy of the account's own, the name of a system policy. */
  readonly policyId: string;
  /** The project in which it counts; absent for everywhere. */
  readonly projectName?: string;
}

const idOf = ({ holderType, holderId, policyType, policyId, projectName }: Attachment): string =>
  [holderType, holderId, policyType, policyId, ...(projectName ? [projectName] : [])].join(':');

export const isAttached = async (tx: Reader, attachment: Attachment): Promise<boolean> =>
  (await tx.first(attachmentById, { id: idOf(attachment) })) !== undefined;

/** The policies that a user, a group or a role has, the oldest first. The quotas keep them few. */
export const attachmentsOf = (
  tx: Reader,
  holderType: HolderType,
  holderId: string,
): Promise<IamAttachmentRow[]> => tx.all(attachmentsOfHolder, { holderType, holderId });

/** Who has a policy, the oldest first. */
export const attachmentsOfPolicy = query(
  (db, p: { account_id: string; policy_type: string; policy_id: string }) =>
    db
      .selectFrom('iam_attachment')
      .selectAll()
      .where('account_id', '=', p.account_id)
      .where('policy_type', '=', p.policy_type)
      .where('policy_id', '=', p.policy_id)
      .orderBy('created_at')
      .orderBy('id'),
);

/** Who has policies in a project, of one type, the oldest first. */
export const attachmentsInProject = query(
  (db, p: { account_id: string; project_name: string; holder_type: string }) =>
    db
      .selectFrom('iam_attachment')
      .selectAll()
      .where('account_id', '=', p.account_id)
      .where('project_name', '=', p.project_name)
      .where('project_name', '<>', literal(''))
      .where('holder_type', '=', p.holder_type)
      .orderBy('created_at')
      .orderBy('id'),
);

/** Any policy that somebody has in a project. */
export const aPolicyInProject = query((db, p: { account_id: string; project_name: string }) =>
  db
    .selectFrom('iam_attachment')
    .select(['policy_type', 'policy_id'])
    .where('account_id', '=', p.account_id)
    .where('project_name', '=', p.project_name)
    .where('project_name', '<>', literal(''))
    .limit(1),
);

/** How many have each of some policies of an account's. */
export async function attachmentCounts(
  tx: Reader,
  accountId: string,
  policyType: PolicyType,
  policyIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (policyIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('iam_attachment')
      .select((count) => ['policy_id', count.fn.count<number>('holder_id').distinct().as('total')])
      .where('account_id', '=', accountId)
      .where('policy_type', '=', policyType)
      .where('policy_id', 'in', policyIds)
      .groupBy('policy_id'),
  );
  return new Map(rows.map(({ policy_id, total }) => [policy_id, Number(total)]));
}

export const attach = (tx: Writer, accountId: string, attachment: Attachment): Promise<void> =>
  tx.insert('iam_attachment', {
    id: idOf(attachment),
    account_id: accountId,
    holder_type: attachment.holderType,
    holder_id: attachment.holderId,
    policy_type: attachment.policyType,
    policy_id: attachment.policyId,
    project_name: attachment.projectName ?? '',
    created_at: tx.now,
  });

export const detach = (tx: Writer, attachment: Attachment): Promise<number> =>
  tx.run(attachmentGoes, { id: idOf(attachment) });

const attachmentById = query((db, p: { id: string }) =>
  db.selectFrom('iam_attachment').select('id').where('id', '=', p.id),
);

const attachmentsOfHolder = query((db, p: { holderType: string; holderId: string }) =>
  db
    .selectFrom('iam_attachment')
    .selectAll()
    .where('holder_id', '=', p.holderId)
    .where('holder_type', '=', p.holderType)
    .orderBy('created_at')
    .orderBy('id'),
);

const attachmentGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_attachment').where('id', '=', p.id),
);

/** Policies of an account's own by their ids. */
export async function policiesByIds(
  tx: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, IamPolicyRow>> {
  return new Map((await tx.allOf(policiesOfIds, ids)).map((row) => [row.id, row]));
}

const policiesOfIds = listQuery((db, ids) =>
  db.selectFrom('iam_policy').selectAll().where('id', 'in', ids),
);

/** What is shown of somebody who has a policy. */
export interface HolderRow {
  readonly id: string;
  readonly name: string;
  readonly display_name: string;
  readonly description: string;
  readonly updated_at: number;
}

/** Those of one type by their ids. */
export async function holdersByIds(
  tx: Reader,
  type: HolderType,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HolderRow>> {
  return new Map((await tx.allOf(HOLDERS_OF_IDS[type], ids)).map((row) => [row.id, row]));
}

const holdersOfIds = (table: 'iam_user' | 'iam_user_group' | 'iam_role') =>
  listQuery<HolderRow>((db, ids) =>
    dynamic(db)
      .selectFrom(table)
      .select(['id', 'name', 'display_name', 'description', 'updated_at'])
      .where('id', 'in', ids),
  );

const HOLDERS_OF_IDS = {
  User: holdersOfIds('iam_user'),
  UserGroup: holdersOfIds('iam_user_group'),
  Role: holdersOfIds('iam_role'),
};
