import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { Refused } from '#core/refusal.ts';
import type { Exchange } from '#gateway/exchange.ts';
import { read, type Wire } from '#gateway/read.ts';
import { controlRefusals } from './refusals.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One call of the control API, as data. It is routed, checked and documented by this alone: the
 * OpenAPI description and docs/control-api.md are made of the routes. Make one with
 * {@link routesOf}.
 */
export interface Route<C> {
  readonly method: Method;
  /** Below `/_tenon/`. A name in braces stands for one part: `accounts/{accountId}`. */
  readonly path: string;
  /** One line, as a command: `Makes a new account.` */
  readonly summary: string;
  /** Parameters of the query, all of them text on the wire; absent for none. */
  readonly query?: z.ZodObject;
  /** The query is whatever the handler reads from `wire()`. */
  readonly freeQuery?: true;
  /** The body, if it takes one: its schema, and in words what it must be. */
  readonly body?: RouteBody<z.ZodType>;
  /** The JSON of the answer; or the media type of an answer that is no JSON. */
  readonly answer: z.ZodType | string;
  /** An undefined answer means that the handler has sent one by `response`. */
  readonly handle: (control: C, call: Call<unknown, unknown>) => unknown;
}

export interface RouteBody<B extends z.ZodType> {
  readonly schema: B;
  /** After "The body must be": `{"advance": "5s"}, a duration`. */
  readonly shape: string;
  /** No body means `{}`. */
  readonly optional?: true;
}

/** A request that has been read. */
export interface Call<Q, B> {
  /** The parts of the path that stand in braces. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The request as the gateway reads one. @throws Refused. */
  readonly wire: () => Wire;
  readonly request: IncomingMessage;
  /** For the status and headers of the answer, where they are not the usual ones. */
  readonly response: ServerResponse;
}

interface Definition<C, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>
  extends Omit<Route<C>, 'query' | 'body' | 'answer' | 'handle'> {
  readonly query?: Q;
  readonly body?: RouteBody<B>;
  readonly answer: A | string;
  readonly handle: (
    control: C,
    call: Call<z.infer<Q>, z.infer<B>>,
  ) => z.input<A> | string | undefined | Promise<z.input<A> | string | undefined>;
}

/** Makes routes of what `C` does: `const route = routesOf<ClockControl>()`. */
export const routesOf =
  <C>() =>
  <Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
    definition: Definition<C, Q, B, A>,
  ): Route<C> =>
    definition as unknown as Route<C>;

/**
 * Reads what a route takes from a request.
 * @throws Refused that names what is unknown, missing or wrong.
 */
export function readCall(
  route: Pick<Route<never>, 'query' | 'freeQuery' | 'body'>,
  path: Readonly<Record<string, string>>,
  { request, response, url }: Exchange,
  bytes: Uint8Array,
): Call<unknown, unknown> {
  const { method = '', headers } = request;
  return {
    path,
    query: route.freeQuery ? {} : readQuery(route.query ?? NO_QUERY, url),
    body: method === 'GET' ? undefined : readBody(route.body ?? EMPTY, bytes),
    wire: () => read(method, url, headers, bytes),
    request,
    response,
  };
}

const NO_QUERY = z.strictObject({});
const EMPTY: RouteBody<z.ZodType> = { schema: z.strictObject({}), shape: 'empty', optional: true };

function readQuery(schema: z.ZodObject, url: string): unknown {
  const mark = url.indexOf('?');
  const given: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))) {
    if (Object.hasOwn(given, name)) {
      throw new Refused(controlRefusals.QueryMalformed, `[${name}] is given twice`).about({
        parameter: name,
        reason: 'it is given twice',
      });
    }
    given[name] = value;
  }
  const parsed = z.strictObject(schema.shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const [problem, ...others] = problemsOf(parsed.error, Object.keys(schema.shape), 'parameter');
  const all = [problem, ...others].map((each) => each?.text).join('; ');
  throw new Refused(controlRefusals.QueryMalformed, all).about({
    parameter: problem?.name,
    reason: problem?.text,
  });
}

function readBody({ schema, shape, optional }: RouteBody<z.ZodType>, bytes: Uint8Array): unknown {
  const given = optional && bytes.length === 0 ? {} : jsonOf(bytes);
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  const problems = isObject ? problemsOf(parsed.error, known, 'field') : [];
  const [first] = problems;
  throw new Refused(controlRefusals.BodyMalformed, shape, ...said(problems)).about({
    parameter: first?.name || undefined,
    reason: first?.text,
  });
}

const said = (problems: readonly Problem[]) =>
  problems.length === 0 ? [''] : [`: ${problems.map(({ text }) => text).join('; ')}`];

interface Problem {
  readonly name: string;
  readonly text: string;
}

/** What is wrong, each with the name of what it is about; `known` are the names at the top. */
function problemsOf(error: z.ZodError, known: readonly string[], what: string): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const name = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return [{ name, text: `[${name}]: ${issue.message}` }];
    const there = issue.path.length === 0 && known.length > 0 ? known.join(', ') : undefined;
    return issue.keys.map((key) => {
      const full = [...issue.path, key].join('.');
      const others = there === undefined ? '' : `, there is ${there}`;
      return { name: full, text: `there is no ${what} [${full}]${others}` };
    });
  });
}

/** The JSON of a body; undefined when it is not JSON. */
function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
