import * as z from 'zod';
import { matches } from '#core/wildcards.ts';
import type { Caller } from '#world/world.ts';

/** Who may assume a role: names of identities, or patterns over them. */
interface Trust {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

const texts = () =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat())
    .optional();

/** Identities, services and providers of identities are trusted; only identities assume roles here. */
const documentShape = () =>
  z.object({
    Statement: z
      .array(
        z.object({
          Effect: z.enum(['Allow', 'Deny']),
          Action: z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat()),
          Principal: z.object({ IAM: texts(), Service: texts(), Federated: texts() }),
        }),
      )
      .min(1)
      .max(100),
  });

let made: ReturnType<typeof documentShape> | undefined;

/** Reads a trust policy. Undefined when the text is none. */
export function readTrust(text: string): Trust | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  made ??= documentShape();
  const parsed = made.safeParse(json);
  if (!parsed.success) return undefined;
  const of = (effect: 'Allow' | 'Deny') =>
    parsed.data.Statement.filter(
      ({ Effect, Action }) =>
        Effect === effect && Action.some((pattern) => matches(pattern, 'sts:AssumeRole')),
    ).flatMap(({ Principal }) => Principal.IAM ?? []);
  return { allow: of('Allow'), deny: of('Deny') };
}

/** What trusts an account, with all of its identities. */
export const trustOf = (accountIds: readonly string[]): string =>
  JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole'],
        Principal: { IAM: accountIds.map((id) => `trn:iam::${id}:root`) },
      },
    ],
  });

/** Whether a trust policy lets a caller assume the role. */
export function trusts(document: string, caller: Caller): boolean {
  const trust = readTrust(document);
  if (trust === undefined) return false;
  const names = namesOf(caller);
  const meant = (patterns: readonly string[]) =>
    patterns.some((pattern) => names.some((name) => matches(pattern, name)));
  return meant(trust.allow) && !meant(trust.deny);
}

/** What a trust policy may call a caller: the account stands for all of its identities. */
function namesOf({ accountId, principal }: Caller): readonly string[] {
  const account = [accountId, `trn:iam::${accountId}:root`];
  if (principal === undefined) return account;
  const [, role] = /^trn:sts::\d+:assumed-role\/([^/]+)\//.exec(principal.trn) ?? [];
  const ofRole = role === undefined ? [] : [`trn:iam::${accountId}:role/${role}`];
  return [...account, principal.trn, ...ofRole];
}
