import { query } from '#store/query.ts';
import type { Reader, Writer } from '#store/store.ts';

interface Membership {
  readonly userGroupId: string;
  readonly userId: string;
}

const idOf = ({ userGroupId, userId }: Membership): string => `${userGroupId}:${userId}`;

export const isMember = async (tx: Reader, membership: Membership): Promise<boolean> =>
  (await tx.first(memberById, { id: idOf(membership) })) !== undefined;

export const joinGroup = (tx: Writer, accountId: string, membership: Membership): Promise<void> =>
  tx.insert('iam_user_group_member', {
    id: idOf(membership),
    account_id: accountId,
    user_group_id: membership.userGroupId,
    user_id: membership.userId,
    created_at: tx.now,
  });

export const leaveGroup = (tx: Writer, membership: Membership): Promise<number> =>
  tx.run(memberGoes, { id: idOf(membership) });

export const leaveAllGroups = (tx: Writer, userId: string): Promise<number> =>
  tx.run(membershipsGo, { userId });

/** The groups of a user, by name, and since when. The quota keeps them few. */
export const groupsOfUser = query((db, p: { userId: string }) =>
  db
    .selectFrom('iam_user_group_member')
    .innerJoin('iam_user_group', 'iam_user_group.id', 'iam_user_group_member.user_group_id')
    .selectAll('iam_user_group')
    .select('iam_user_group_member.created_at as joined_at')
    .where('iam_user_group_member.user_id', '=', p.userId)
    .orderBy('iam_user_group.name'),
);

/** A part of the users of a group, in the order of their ids, and since when. */
export const usersOfGroup = query((db, p: { userGroupId: string; limit: number; offset: number }) =>
  db
    .selectFrom('iam_user_group_member')
    .innerJoin('iam_user', 'iam_user.id', 'iam_user_group_member.user_id')
    .selectAll('iam_user')
    .select('iam_user_group_member.created_at as joined_at')
    .where('iam_user_group_member.user_group_id', '=', p.userGroupId)
    .orderBy('iam_user_group_member.id')
    .limit(p.limit)
    .offset(p.offset),
);

export const countUsersOfGroup = async (tx: Reader, userGroupId: string): Promise<number> =>
  Number((await tx.first(usersCounted, { userGroupId }))?.total ?? 0);

const usersCounted = query((db, p: { userGroupId: string }) =>
  db
    .selectFrom('iam_user_group_member')
    .select((count) => count.fn.countAll<number>().as('total'))
    .where('user_group_id', '=', p.userGroupId),
);

const memberById = query((db, p: { id: string }) =>
  db.selectFrom('iam_user_group_member').select('id').where('id', '=', p.id),
);

const memberGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_user_group_member').where('id', '=', p.id),
);

const membershipsGo = query((db, p: { userId: string }) =>
  db.deleteFrom('iam_user_group_member').where('user_id', '=', p.userId),
);
