import type { SceneWithInstances } from '../../support/scene.ts';
import type { TestServer } from '../../support/server.ts';
import type { Ask } from '../crowd.ts';

/** Where pairs are staged: a scene with one instance, and how many were staged before. */
export interface Ground extends SceneWithInstances {
  readonly server: TestServer;
  readonly index: number;
}

/** Two requests that exclude each other, or where one must take notice of what the other did. */
export interface Pair {
  /**
   * How many of the two succeed: `one` alone, whichever comes first, or one or both where the second
   * may clear away what the first has made.
   */
  readonly succeed: 'one' | 'one or both';
  /** Makes what they are about, of which each staging has its own. */
  readonly stage: (ground: Ground) => Promise<readonly [Ask, Ask]>;
}

export type Pairs = Readonly<Record<string, Pair>>;

type Input = Readonly<Record<string, unknown>>;

export const ask = (service: string, action: string, input: Input): Ask => ({
  service,
  action,
  input,
});

/** Calls an action that must succeed, and waits until what it began has ended. */
export async function done(
  server: TestServer,
  service: string,
  action: string,
  input: Input = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the action answers
): Promise<any> {
  const result = await server.client.ok(service, action, input);
  await server.settled();
  return result;
}
