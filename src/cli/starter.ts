import type { ChildProcess } from 'node:child_process';

/*
 * How `tenon start` and the server that it starts tell each other how far they are: messages over
 * the channel that Node.js makes between a process and its child.
 */

/** In the environment of a server that `tenon start` has started. */
export const STARTER = 'TENON_STARTER';

const KEPT = 'kept';

/**
 * Tells whoever started this process, if it was `tenon start`, that the server is ready. When that
 * ends before it has recorded the server, nobody would know of this process: it ends.
 */
export function reportReady(url: string): void {
  if (process.env[STARTER] === undefined || process.send === undefined) return;
  const orphaned = () => process.kill(process.pid, 'SIGTERM');
  process.once('disconnect', orphaned);
  process.once('message', (message) => {
    if (message === KEPT) process.off('disconnect', orphaned);
    process.disconnect?.();
  });
  process.send({ url });
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
