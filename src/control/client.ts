import * as z from 'zod';
import type { World } from '#world/world.ts';
import { routesOf } from './route.ts';

export interface ClientControl {
  readonly world: World;
  /** Where the server listens; '' before it does. */
  readonly url: () => string;
}

const clientView = z.strictObject({
  url: z.string().describe('where the server listens, as it sees it'),
  region: z.string().describe('the region that is meant when none is named'),
  regions: z.array(z.string()).readonly().describe('every region that there is'),
  accountId: z.string().describe('the default account'),
  accessKeyId: z.string().describe("its first key; '' when it has none"),
  secretAccessKey: z.string().describe("the secret of that key; '' when there is none"),
  sessionToken: z.string().optional().describe('of a temporary key, which is sent with it'),
});

const route = routesOf<ClientControl>();

/*
 * It gives out a secret, to whoever may use the control API: on this machine alone, or with the
 * token. They can read every key by a backup as well.
 */
export const clientRoutes = [
  route({
    method: 'GET',
    path: 'client',
    summary: 'Tells a client where to send its requests, and the key to sign them with.',
    answer: clientView,
    handle: ({ world, url }) => {
      const { accessKeyId = '', secretAccessKey = '', sessionToken } = firstKey(world) ?? {};
      return {
        url: url(),
        region: world.defaultRegionId,
        regions: world.regions.map(({ id }) => id),
        accountId: world.defaultAccountId,
        accessKeyId,
        secretAccessKey,
        ...(sessionToken !== undefined && { sessionToken }),
      };
    },
  }),
];

const firstKey = ({ accounts }: World) => accounts[0]?.keys[0];
