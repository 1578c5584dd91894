/**
 * A server that may kill itself, as `kill -9` would, between two steps of the reconciler. Its
 * parent gives the store's path and the place by environment, and reads the port from a message.
 */
import type { DataPlane } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import type { Step } from '#reconcile/worker.ts';
import { createServer } from '#server.ts';

const { CRASH_STORE = '', CRASH_STEP, CRASH_AFTER } = process.env;
let left = Number(CRASH_AFTER ?? 0);

/**
 * A data plane that does nothing but is enabled, so that the reconciler takes every one of its
 * steps.
 */
const asked: DataPlane = { ...none, name: 'asked', enabled: true };

const server = createServer({
  dataPlane: asked,
  store: `sqlite:${CRASH_STORE}`,
  between: (step: Step) => {
    if (step === CRASH_STEP && left-- === 0) process.kill(process.pid, 'SIGKILL');
  },
});
const url = await server.listen('127.0.0.1', 0);
process.send?.({ host: url.replace('http://', '') });
process.on('disconnect', () => process.exit(0));
