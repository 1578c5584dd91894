import type { TestServer } from '../support/server.ts';

/** What a step of the story may use. */
export interface StepServer {
  readonly server: TestServer;
  /** Advances time until no transition of this hour is left. */
  readonly settle: () => Promise<void>;
  /** The hour that begins, in milliseconds since the epoch. */
  readonly at: number;
  /** What earlier steps have made, by names of the story's own. */
  readonly made: Record<string, string>;
}

/** Begins a transition of one kind. */
export type Step = (stage: StepServer) => Promise<unknown>;

/** Calls `service:Action`, which must succeed. */
export const calling =
  (service: string) =>
  ({ server }: StepServer, action: string, input: Record<string, unknown> = {}) =>
    server.client.ok(service, action, input);
