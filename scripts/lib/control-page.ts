import { ROUTES } from '#control/control.ts';
import {
  type OpenApi,
  type Operation,
  openApiOf,
  type Parameter,
  type Schema,
} from '#control/openapi.ts';

/** docs/control-api.openapi.json. */
export const controlOpenApi = (): OpenApi => openApiOf(ROUTES);

/** docs/control-api.md, which is made from the same description. */
export function controlPage(): string {
  const { paths } = controlOpenApi();
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  return [
    ...HEAD,
    '| call | |',
    '|---|---|',
    ...calls.map(
      ({ title, operation }) => `| [\`${title}\`](#${anchor(title)}) | ${operation.summary} |`,
    ),
    '',
    ...EVENTS,
    ...calls.flatMap(({ title, operation }) => section(title, operation)),
  ].join('\n');
}

const HEAD = [
  '<!-- npm run docs writes this page from src/control. -->',
  '# The control API',
  '',
  'What a person or a test asks a server itself, below `/_tenon/`. It answers programs on this machine, or,',
  'where a control token is set, whoever sends `Authorization: Bearer TOKEN`: [operations.md](operations.md#who-may-ask).',
  'Bodies and answers are JSON. A field, a parameter or a value that is not known is refused and named',
  '(400), in the envelope of the API that Tenon serves. Whatever a call refuses has changed nothing.',
  '',
  'The same as OpenAPI 3.1, for tools: [control-api.openapi.json](control-api.openapi.json), and from a running',
  'server `GET /_tenon/openapi.json`. The tests hold every answer to it. `GET /_tenon/` lists the paths.',
  '',
];

const EVENTS = [
  '## Events',
  '',
  '`GET /_tenon/events` sends [server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html).',
  'The `data` of each is JSON:',
  '',
  '| event | when | data |',
  '|---|---|---|',
  '| `made` | a resource was made | `type`, `id`, `account`, `region`, `from` (null), `to` (its status), `revision` |',
  '| `changed` | it has another status | the same; statuses that nobody could see are not told |',
  '| `gone` | it is gone | the same, with `to` null |',
  '| `answered` | a request of the API was answered | `requestId`, `time`, `account`, `region`, `service`, `action`, `status`, `code`, `ms` |',
  '| `struck` | a fault struck a request | `faultId`, `when`, `effect`, `account`, `service`, `action`, `requestId` |',
  '| `reset` | everything, or one account, is as it began, or as a snapshot has it | `account`, null for everything |',
  '| `missed` | events after `Last-Event-ID` are no longer kept, or are of an earlier process | `reason` |',
  '| `dropped` | the reader was too slow, and the stream ends | `reason` |',
  '',
  'The first block of a stream has an `id` and no data: from there on nothing is missed. `type` is of these',
  'words or of the types of resources (`network_interface`, `eip`, ...), with commas between them. A change is',
  'told after its commit, before the request is answered, and nothing that was rolled back is told. On',
  'PostgreSQL, changes of different resources may be told in another order than they were committed in;',
  'those of one resource are not. Each process tells what it does itself: where several share a database,',
  'ask each of them. Events are collected only while somebody listens and for a minute after: the latest',
  '10000 of them, of 8 MiB at most. A reader for whom more than 1 MiB waits is dropped; 64 are served at once.',
  'A comment comes every 15 seconds when nothing else does.',
  '',
];

function section(title: string, operation: Operation): string[] {
  const { summary, parameters = [], requestBody, responses } = operation;
  const [type, { schema = {} } = {}] = Object.entries(contentOf(responses['200']))[0] ?? [];
  return [
    `## ${title}`,
    '',
    summary,
    '',
    ...(parameters.length === 0 ? [] : [...parameterTable(parameters), '']),
    ...(requestBody === undefined
      ? []
      : [
          `Body: ${requestBody.description}.${requestBody.required ? '' : ' It may be left out.'}`,
          '',
          ...fieldTable(requestBody.content['application/json']?.schema ?? {}),
        ]),
    ...(type === 'application/json'
      ? ['Answer:', '', ...fieldTable(schema)]
      : [`Answer: \`${type}\``, '']),
  ];
}

const contentOf = (response: object | undefined) =>
  (response as { content?: Record<string, { schema?: Schema }> } | undefined)?.content ?? {};

const parameterTable = (parameters: readonly Parameter[]): string[] => [
  '| parameter | in | |',
  '|---|---|---|',
  ...parameters.map(
    ({ name, in: where, required, description = '' }) =>
      `| \`${name}\` | ${where}${required ? ', needed' : ''} | ${cell(description)} |`,
  ),
];

function fieldTable(schema: Schema): string[] {
  const rows = fieldsOf(schema, '');
  if (rows.length === 0) return [`${typeOf(schema)}`, ''];
  return ['| field | type | |', '|---|---|---|', ...rows, ''];
}

/** A row for each field, the nested ones by their path. */
function fieldsOf(schema: Schema, path: string): string[] {
  const { properties, items, anyOf } = schema as {
    properties?: Record<string, Schema>;
    items?: Schema;
    anyOf?: readonly Schema[];
  };
  if (anyOf !== undefined) {
    const rows = anyOf.flatMap((each) => fieldsOf(each, path));
    return [...new Set(rows)];
  }
  if (items !== undefined) return fieldsOf(items, `${path}[]`);
  const needed = (schema.required as readonly string[] | undefined) ?? [];
  return Object.entries(properties ?? {}).flatMap(([name, field]) => {
    const full = path === '' ? name : `${path}.${name}`;
    const optional = needed.includes(name) ? '' : ', optional';
    const row = `| \`${full}\` | ${typeOf(field)}${optional} | ${cell(String(field.description ?? ''))} |`;
    return [row, ...fieldsOf(field, full)];
  });
}

function typeOf(schema: Schema): string {
  const {
    type,
    anyOf,
    enum: words,
    const: only,
    items,
  } = schema as {
    type?: string;
    anyOf?: readonly Schema[];
    enum?: readonly unknown[];
    const?: unknown;
    items?: Schema;
  };
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (words !== undefined) return words.map((word) => `\`${word}\``).join(', ');
  if (items !== undefined) return `list of ${typeOf(items)}`;
  return type ?? 'anything';
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The anchor that GitHub gives to a heading. */
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
