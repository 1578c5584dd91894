import type { ELK } from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';

let engine: Promise<ELK> | undefined;

/** The layout engine, in a worker; it is loaded when a map is first laid out. */
export const loadEngine = (): Promise<ELK> => {
  engine ??= import('elkjs/lib/elk-api.js').then(
    ({ default: Engine }) => new Engine({ workerFactory: () => new Worker(workerUrl) }),
  );
  return engine;
};
