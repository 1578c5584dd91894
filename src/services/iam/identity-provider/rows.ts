import { sql } from 'kysely';
import { query } from '#store/query.ts';

/*
 * What providers of each kind have in common. The vendor has numbers for the kinds, which no page
 * says: these are ours.
 */
export const KINDS = { SAML: 1, OAUTH: 2, OIDC: 3 } as const;

/** An OpenID Connect provider is for roles, and is on: it has neither field. */
const FOR_ROLES = 1;
const ON = 1;

/** A part of an account's identity providers of all kinds, by name. */
export const partOfAll = query((db, p: { account_id: string; limit: number; before: number }) =>
  db
    .selectFrom('iam_saml_provider')
    .select([
      'account_id',
      'name',
      'description',
      'sso_type',
      'status',
      'created_at',
      'updated_at',
      sql<number>`${sql.lit(KINDS.SAML)}`.as('kind'),
    ])
    .where('account_id', '=', p.account_id)
    .unionAll(
      db
        .selectFrom('iam_oauth_provider')
        .select([
          'account_id',
          'name',
          'description',
          'sso_type',
          'status',
          'created_at',
          'updated_at',
          sql<number>`${sql.lit(KINDS.OAUTH)}`.as('kind'),
        ])
        .where('account_id', '=', p.account_id),
    )
    .unionAll(
      db
        .selectFrom('iam_oidc_provider')
        .select([
          'account_id',
          'name',
          'description',
          sql<number>`${sql.lit(FOR_ROLES)}`.as('sso_type'),
          sql<number>`${sql.lit(ON)}`.as('status'),
          'created_at',
          'updated_at',
          sql<number>`${sql.lit(KINDS.OIDC)}`.as('kind'),
        ])
        .where('account_id', '=', p.account_id),
    )
    .orderBy('name')
    .orderBy('kind')
    .limit(p.limit)
    .offset(p.before),
);
