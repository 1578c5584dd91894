import * as z from 'zod';
import { VERSION } from '#platform/version.ts';
import type { Route } from './route.ts';

/** A description of the control API: https://spec.openapis.org/oas/v3.1.1.html. */
export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** One call. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly description: string;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, object>>;
  readonly security?: readonly object[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

export type Schema = Readonly<Record<string, unknown>>;

type Described = Pick<Route<never>, 'method' | 'path' | 'summary'> &
  Partial<Pick<Route<never>, 'query' | 'freeQuery' | 'body'>> &
  Pick<Route<never>, 'answer'>;

/** Described by hand: it answers what the metadata service does, in its own words. */
const METADATA: readonly Described[] = (['GET', 'PUT'] as const).map((method) => ({
  method,
  path: 'instances/{instanceId}/metadata/{path}',
  summary:
    method === 'GET'
      ? 'Answers what the metadata service at 100.96.0.96 would answer an instance.'
      : 'Gives an instance a token of the metadata service, as there.',
  freeQuery: true,
  answer: 'text/plain',
}));

/** Asked by load balancers and supervisors of other machines, without a token. */
const OPEN_TO_ALL: readonly string[] = ['health/live', 'health/ready'];

const ERROR = { $ref: '#/components/responses/Refusal' };

/** Describes every call of the control API. */
export function openApiOf(routes: readonly Described[]): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of [...routes, ...METADATA]) {
    const path = `/_tenon/${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'The control API of Tenon',
      version: VERSION,
      description:
        'What a person or a test asks a server itself. It answers on loopback only, or to requests that carry its control token. A refusal has the envelope of the API that Tenon serves.',
    },
    servers: [
      { url: 'http://127.0.0.1:7410', description: 'where tenon serve listens unless told' },
    ],
    security: [{}, { controlToken: [] }],
    paths,
    components: {
      securitySchemes: { controlToken: { type: 'http', scheme: 'bearer' } },
      responses: {
        Refusal: {
          description: 'It was refused, and nothing was changed.',
          content: { 'application/json': { schema: schemaOf(refusal, 'output') } },
        },
      },
    },
  };
}

const refusal = z.object({
  ResponseMetadata: z.object({
    RequestId: z.string(),
    Error: z.object({ Code: z.string(), Message: z.string(), CodeN: z.int() }),
  }),
});

function operationOf(route: Described): Operation {
  const { method, path, summary, body, answer } = route;
  const parameters = [...pathParameters(path), ...queryParameters(route)];
  const type = typeof answer === 'string' ? answer : 'application/json';
  const schema = typeof answer === 'string' ? { type: 'string' } : schemaOf(answer, 'output');
  return {
    operationId: operationId(method, path),
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: body.optional !== true,
        description: body.shape,
        content: { 'application/json': { schema: schemaOf(body.schema, 'input') } },
      },
    }),
    responses: {
      200: { description: summary, content: { [type]: { schema } } },
      default: ERROR,
    },
    ...(OPEN_TO_ALL.includes(path) && { security: [{}] }),
  };
}

/** `getRequestsByRequestId` for `GET requests/{requestId}`. */
function operationId(method: string, path: string): string {
  const words = path
    .split(/[/.-]/)
    .map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part)));
  return method.toLowerCase() + words.join('');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const pathParameters = (path: string): Parameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters({ query, path }: Described): Parameter[] {
  const named = Object.entries(query?.shape ?? {}).map(([name, schema]): Parameter => {
    const { description, ...rest } = schemaOf(schema, 'input') as { description?: string };
    return {
      name,
      in: 'query',
      required: !(schema as z.ZodType).safeParse(undefined).success,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
  return [...named, ...(MORE_PARAMETERS[path] ?? [])];
}

/** Of calls that read their query or headers by themselves. */
const MORE_PARAMETERS: Readonly<Record<string, readonly Parameter[]>> = {
  explain: [
    ['Action', true, 'the action that is asked about; its parameters follow, by their names'],
    ['Service', false, 'where its name does not say it'],
    ['Version', false, ''],
    ['Region', false, "the world's default unless told"],
    ['AccountId', false, "the world's first unless told"],
  ].map(([name, required, description]) => ({
    name: String(name),
    in: 'query',
    required: required === true,
    ...(description !== '' && { description: String(description) }),
    schema: { type: 'string' },
  })),
  events: [
    {
      name: 'Last-Event-ID',
      in: 'header',
      required: false,
      description: 'goes on after this event, or says by an event `missed` that some are gone',
      schema: { type: 'string' },
    },
  ],
};

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Schema {
  const described = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const { $schema: _, ...rest } = described as Record<string, unknown>;
  return rest;
}
