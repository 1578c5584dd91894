import * as z from 'zod';
import type { Store } from '#store/store.ts';
import { exportWorld } from '#world/export.ts';
import type { World } from '#world/world.ts';
import { orRefuse } from './accounts.ts';
import { routesOf } from './route.ts';

export interface WorldControl {
  readonly store: Store;
  readonly world: World;
}

const route = routesOf<WorldControl>();

export const worldRoutes = [
  route({
    method: 'GET',
    path: 'world',
    summary: 'Says what there is as a world file does, with the keys of the accounts.',
    query: z.strictObject({
      account: z.string().optional().describe('what this account alone has'),
    }),
    answer: z.strictObject({
      world: z.record(z.string(), z.unknown()).describe('a world file, as JSON'),
      unsaid: z.array(z.string()).describe('what a world file cannot say, a line each'),
    }),
    async handle({ store, world }, { query: { account } }) {
      const { world: said, unsaid } = await orRefuse(
        store.read((tx) => exportWorld(tx, world, account)),
      );
      return { world: { ...said }, unsaid: [...unsaid] };
    },
  }),
];
