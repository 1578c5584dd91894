import * as z from 'zod';
import { findAccount } from '#core/account.ts';
import { refuse } from '#core/refusal.ts';
import { headOf, type RequestHead } from '#gateway/request-head.ts';
import type { Store } from '#store/store.ts';
import type { AccessKey, World } from '#world/world.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';
import { CLIENT_NAMES, CLIENTS, type ClientName } from './settings/clients.ts';

export interface ClientControl {
  readonly world: World;
  readonly store: Store;
  /** Where the server listens; '' before it does. */
  readonly url: () => string;
  /** Why the API would refuse this key to whoever sends such a request; undefined when it would not. */
  readonly refusalOfKey: (key: AccessKey, head: RequestHead) => string | undefined;
}

const clientView = z.strictObject({
  url: z.string().describe('where the server listens, as it sees it'),
  region: z.string().describe('the region that is meant when none is named'),
  regions: z.array(z.string()).readonly().describe('every region that there is'),
  accountId: z
    .string()
    .describe('the account of the key: the one that was asked for, or the default one'),
  accessKeyId: z.string().describe("its first key; '' when it has none"),
  secretAccessKey: z.string().describe("the secret of that key; '' when there is none"),
  sessionToken: z.string().optional().describe('of a temporary key, which is sent with it'),
  refused: z
    .string()
    .optional()
    .describe(
      'why the API would refuse this key to who asks, such as a published one from elsewhere',
    ),
});

const account = z.string().optional().describe('whose key; the default account unless told');

/** Where a server can be reached: nothing that a shell or a program could take for more. */
const endpoint = z
  .string()
  .regex(/^https?:\/\/[\w.-]+(:\d{1,5})?$|^https?:\/\/\[[\da-f:.]+\](:\d{1,5})?$/i, {
    error: 'must be http:// or https:// with a host and perhaps a port',
  });

/** Stands for the secret, and for a session token, where they are not to be shown. */
const HIDDEN = '********';

const route = routesOf<ClientControl>();

/** @throws Refused when there is no such account. */
async function clientOf({ world, store, url }: ClientControl, asked: string | undefined) {
  const id = asked ?? world.defaultAccountId;
  const found = await store.read((tx) => findAccount(tx, world, id));
  if (found === undefined && asked !== undefined) refuse(controlRefusals.NoSuchAccount, id);
  const [key] = found?.keys ?? [];
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = key ?? {};
  return {
    key,
    url: url(),
    region: world.defaultRegionId,
    regions: world.regions.map((region) => region.id),
    accountId: id,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/*
 * It gives out a secret, to whoever may use the control API: on this machine alone, or with the
 * token. They can read every key by a backup as well.
 */
export const clientRoutes = [
  route({
    method: 'GET',
    path: 'client',
    summary: 'Tells a client where to send its requests, and the key to sign them with.',
    query: z.object({ account }),
    answer: clientView,
    handle: async (control, { query, request }) => {
      const { key, ...client } = await clientOf(control, query.account);
      const refused = key && control.refusalOfKey(key, headOf(request));
      return { ...client, ...(refused !== undefined && { refused }) };
    },
  }),
  route({
    method: 'GET',
    path: 'client/{tool}',
    summary: 'Writes the settings that point a client at the server, as `tenon env` prints them.',
    query: z.object({
      account,
      endpoint: endpoint
        .optional()
        .describe('where the client reaches the server; where it listens unless told'),
      region: z.string().optional().describe("the world's default unless told"),
      secret: z
        .literal('hidden', 'must be hidden, or absent')
        .optional()
        .describe('`hidden`: with stars in its place'),
    }),
    answer: 'text/plain',
    async handle(control, { path: { tool = '' }, query, response }) {
      if (!isClient(tool)) {
        refuse(controlRefusals.NoSuchPath, `client/${tool}`, CLIENT_NAMES.join(', '));
      }
      const { world } = control;
      if (query.region !== undefined && world.region(query.region) === undefined) {
        const known = world.regions.map(({ id }) => id).join(', ');
        refuse(
          controlRefusals.QueryMalformed,
          `there is no region [${query.region}], but ${known}`,
        );
      }
      const { url, region, accessKeyId, ...own } = await clientOf(control, query.account);
      const hide = (text: string) => (query.secret === 'hidden' ? HIDDEN : text);
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      return `${CLIENTS[tool]({
        endpoint: query.endpoint ?? url,
        region: query.region ?? region,
        accessKeyId,
        secretAccessKey: hide(own.secretAccessKey),
        ...(own.sessionToken !== undefined && { sessionToken: hide(own.sessionToken) }),
      })}\n`;
    },
  }),
];

const isClient = (tool: string): tool is ClientName => Object.hasOwn(CLIENTS, tool);
