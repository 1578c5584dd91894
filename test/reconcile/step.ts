import type { TestServer } from '../support/server.ts';

/** Where a step of the story is played. */
export interface StepServer {
  readonly server: TestServer;
  /** Lets everything that is on its way within the hour arrive. */
  readonly settle: () => Promise<void>;
  /** The hour that begins, in milliseconds since the epoch. */
  readonly at: number;
  /** What earlier steps have made, by names of the story's own. */
  readonly made: Record<string, string>;
}

/** Leaves the world with a transition of one kind on its way. */
export type Step = (stage: StepServer) => Promise<unknown>;

/** Calls `service:Action`, which must succeed. */
export const calling =
  (service: string) =>
  ({ server }: StepServer, action: string, input: Record<string, unknown> = {}) =>
    server.client.ok(service, action, input);
