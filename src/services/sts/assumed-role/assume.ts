import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { list, text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { readDocument } from '#services/iam/policy/document.ts';
import { stsRefusals } from '../refusals.ts';
import { giveSessionKey } from '../session-key/give.ts';
import { assumeRules } from './assume.rules.ts';
import { findRole, isRoleTrn } from './find.ts';

const SESSION_NAME = /^[\w+=,.@-]{1,64}$/;
const HOUR = 3600;

/** Source: docs 6257/86374. */
const secondsOf = (asked: number, longest = 12 * HOUR) =>
  asked < 900 ? HOUR : Math.min(asked, longest);

/**
 * Makes a temporary key of a role. Until it expires, it may do what both the role and `Policy`
 * allow. A key made with a temporary key does not outlive that.
 */
export const assumeRole = writeAction({
  name: 'AssumeRole',
  summary: 'get a temporary key of a role',
  parameters: () =>
    z.object({
      RoleTrn: text(256),
      RoleSessionName: z.string().regex(SESSION_NAME),
      DurationSeconds: z.int().default(HOUR),
      Policy: text(2048).optional(),
      Tags: list(z.object({ Key: text(128), Value: text(256).optional() }), 50).optional(),
    }),
  result: () =>
    z.object({
      Credentials: z.object({
        AccessKeyId: z.string(),
        SecretAccessKey: z.string(),
        SessionToken: z.string(),
        CurrentTime: z.string(),
        ExpiredTime: z.string(),
      }),
      AssumedRoleUser: z.object({ AssumedRoleId: z.string(), Trn: z.string() }),
    }),
  inert: { Tags: 'policies here know no conditions on tags, and nothing shows them' },
  rules: assumeRules,

  async facts(tx, { RoleTrn, Policy }, { accountId, caller, world }) {
    const role = await findRole(tx, world, RoleTrn, caller ?? { accountId });
    const policy = Policy === undefined ? undefined : readDocument(Policy);
    return {
      roleTrn: RoleTrn,
      wellFormed: isRoleTrn(RoleTrn),
      role,
      roleExists: role !== undefined,
      trusted: role?.trusted ?? false,
      policy,
      policyReadable: Policy === undefined || policy !== undefined,
    };
  },

  async change(tx, { role, policy }, { RoleSessionName, DurationSeconds }, context) {
    if (role === undefined) return refuse(stsRefusals.RoleNotExist);
    const principal = {
      id: `${role.name}:${RoleSessionName}`,
      trn: `trn:sts::${role.accountId}:assumed-role/${role.name}/${RoleSessionName}`,
    };
    const { session, accessKeyId = '' } = context.caller ?? {};
    const key = await giveSessionKey(tx, context, {
      accountId: role.accountId,
      principal,
      policies: [...role.policies, ...(policy ? [policy] : [])],
      seconds: secondsOf(DurationSeconds, role.longestSession),
      roleId: role.madeId,
      rootKeyId: session?.rootKeyId ?? accessKeyId,
      // Otherwise a temporary key could renew itself for ever.
      ...(session && { notAfter: session.endsAt }),
    });
    return {
      Credentials: {
        AccessKeyId: key.id,
        SecretAccessKey: key.secret_access_key,
        SessionToken: key.session_token,
        CurrentTime: beijing(tx.now),
        ExpiredTime: beijing(key.expires_at),
      },
      AssumedRoleUser: { AssumedRoleId: principal.id, Trn: principal.trn },
    };
  },
});
