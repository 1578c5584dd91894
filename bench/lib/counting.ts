import { createHook } from 'node:async_hooks';
import { type HeapProfiler, Session } from 'node:inspector/promises';

/** What a load made its server allocate, in bytes, by the function that did. */
export interface Allocated {
  readonly bytes: number;
  readonly byFunction: Readonly<Record<string, number>>;
}

/** Promises of a load: how many were made, and how often one was resumed. */
export interface Promises {
  readonly made: number;
  readonly resumed: number;
}

/** What a server of the benchmarks can be told to count, and to report when it is told again. */
export type Counting = 'allocations' | 'promises';

/** A sample is taken of so many bytes. */
const SAMPLED_BYTES = 4096;

/** Has this process count what its parent asks for: a message begins it, the next one ends it. */
export function countWhenAsked(): void {
  let end: (() => Promise<Allocated | Promises>) | undefined;
  process.on('message', async (what: Counting) => {
    const ending = end;
    end = ending === undefined ? await begin[what]() : undefined;
    process.send?.({ counted: (await ending?.()) ?? {} });
  });
}

const begin = {
  async allocations() {
    const session = new Session();
    session.connect();
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: SAMPLED_BYTES,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    return async () => {
      const { profile } = await session.post('HeapProfiler.stopSampling');
      session.disconnect();
      return allocatedIn(profile.head);
    };
  },
  async promises() {
    let made = 0;
    let resumed = 0;
    const ids = new Set<number>();
    const hook = createHook({
      init(id, type) {
        if (type !== 'PROMISE') return;
        made += 1;
        ids.add(id);
      },
      before(id) {
        if (ids.delete(id)) resumed += 1;
      },
    }).enable();
    return async () => {
      hook.disable();
      return { made, resumed };
    };
  },
} satisfies Record<Counting, () => Promise<() => Promise<Allocated | Promises>>>;

function allocatedIn(head: HeapProfiler.SamplingHeapProfileNode): Allocated {
  const byFunction: Record<string, number> = {};
  let bytes = 0;
  const add = ({ callFrame, selfSize, children }: HeapProfiler.SamplingHeapProfileNode): void => {
    const { functionName, url, lineNumber } = callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    byFunction[name] = (byFunction[name] ?? 0) + selfSize;
    bytes += selfSize;
    children.forEach(add);
  };
  add(head);
  return { bytes, byFunction };
}
