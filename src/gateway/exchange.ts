import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that something other than the API may answer, with its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The target of the request from its path on, as it was sent. */
  readonly url: string;
  /** Its body, empty where it has none. To be called once. @throws Refused */
  readonly body: () => Promise<Uint8Array>;
}

/**
 * Answers the requests that are its own, and says of each whether it is. What it throws is answered in
 * the vendor's envelope.
 */
export type Handler = (exchange: Exchange) => boolean | Promise<boolean>;
