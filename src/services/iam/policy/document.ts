import * as z from 'zod';
import type { Policy, Statement } from '#world/world.ts';

type Document = z.infer<ReturnType<typeof documentShape>>;

const patterns = () =>
  z
    .union([z.string(), z.array(z.string()).min(1)])
    .transform((given) => [given].flat())
    .optional();

/**
 * A policy document: docs 6402/1222887. What a statement has besides counts nothing; a condition is
 * taken for fulfilled.
 */
const documentShape = () =>
  z.object({
    Statement: z
      .array(
        z
          .object({
            Effect: z.enum(['Allow', 'Deny']),
            Action: patterns(),
            NotAction: patterns(),
            Resource: patterns(),
            NotResource: patterns(),
          })
          .refine(
            ({ Action, NotAction, Resource, NotResource }) =>
              (Action === undefined) !== (NotAction === undefined) &&
              (Resource === undefined || NotResource === undefined),
          ),
      )
      .min(1)
      .max(100),
  });

let made: ReturnType<typeof documentShape> | undefined;

/** Documents that were read lately, by their text: each use of a key reads those of its user. */
const read = new Map<string, Policy | undefined>();
const READ_AT_MOST = 1000;

/** Reads a policy document. Undefined when the text is none. */
export function readDocument(text: string): Policy | undefined {
  if (read.has(text)) return read.get(text);
  const policy = policyOf(text);
  if (read.size >= READ_AT_MOST) read.clear();
  read.set(text, policy);
  return policy;
}

function policyOf(text: string): Policy | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  made ??= documentShape();
  const parsed = made.safeParse(json);
  if (!parsed.success) return undefined;
  const all = parsed.data.Statement;
  const of = (effect: 'Allow' | 'Deny') =>
    all
      .filter((each) => each.Effect === effect && isPlain(each))
      .flatMap(({ Action = [] }) => Action);
  const statements = all.filter((each) => !isPlain(each)).map(statementOf);
  return {
    allow: of('Allow'),
    deny: of('Deny'),
    ...(statements.length > 0 && { statements }),
  };
}

/** It names actions, and is about every resource. */
const isPlain = ({ Action, Resource = ['*'], NotResource }: Document['Statement'][number]) =>
  Action !== undefined && NotResource === undefined && Resource.includes('*');

function statementOf({
  Effect,
  Action,
  NotAction = [],
  Resource,
  NotResource,
}: Document['Statement'][number]): Statement {
  return {
    effect: Effect,
    actions: Action === undefined ? { not: NotAction } : { of: Action },
    resources: NotResource === undefined ? { of: Resource ?? ['*'] } : { not: NotResource },
  };
}

/** A policy that somebody has in one project alone. */
export function within(project: string, { allow, deny, statements = [] }: Policy): Policy {
  const ofAll = (effect: 'Allow' | 'Deny', actions: readonly string[]): Statement[] =>
    actions.length === 0 ? [] : [{ effect, actions: { of: actions }, resources: { of: ['*'] } }];
  const all = [...ofAll('Allow', allow), ...ofAll('Deny', deny), ...statements];
  return { allow: [], deny: [], statements: all.map((each) => ({ ...each, project })) };
}

/** Several policies of one identity: what one of them allows is allowed, unless one denies it. */
export function united(policies: readonly Policy[]): Policy {
  const statements = policies.flatMap((each) => each.statements ?? []);
  return {
    allow: policies.flatMap(({ allow }) => allow),
    deny: policies.flatMap(({ deny }) => deny),
    ...(statements.length > 0 && { statements }),
  };
}
