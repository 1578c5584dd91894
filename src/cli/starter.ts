import type { ChildProcess } from 'node:child_process';
import { endBy } from './stop-signals.ts';

/*
 * How `tenon start` and the server that it starts tell each other how far they are: messages over
 * the channel that Node.js makes between a process and its child.
 */

/** In the environment of a server that `tenon start` has started. */
export const STARTER = 'TENON_STARTER';

const KEPT = 'kept';

/** Whether `tenon start` has started this process. */
export const hasStarter = (): boolean => process.env[STARTER] !== undefined;

/**
 * Follows whoever has started this process, if it was `tenon start`: when that ends before it has
 * recorded the server, nobody would know of this process, and it ends.
 * @returns what tells it that the server is ready
 */
export function followStarter(): (url: string) => void {
  if (!hasStarter() || process.send === undefined) return () => {};
  const orphaned = () => endBy('SIGTERM');
  process.once('disconnect', orphaned);
  process.once('message', (message) => {
    if (message === KEPT) process.off('disconnect', orphaned);
    process.disconnect?.();
  });
  // A server that cannot start ends, although nobody has closed the channel.
  process.channel?.unref();
  return (url) => process.send?.({ url });
}

/** Resolves to the URL of a server when it is ready, and to undefined when it ends before. */
export function whenReady(child: ChildProcess): Promise<string | undefined> {
  return new Promise((done) => {
    child.once('message', (message) => done((message as { url: string }).url));
    child.once('exit', () => done(undefined));
    child.once('error', () => done(undefined));
  });
}

/** Tells the server that it is recorded, and may go on without this process. */
export function release(child: ChildProcess): void {
  child.send?.(KEPT);
  child.unref();
  child.channel?.unref();
}
