/**
 * What a request makes the server allocate, on a durable SQLite file: bytes (by V8's sampling heap
 * profiler, what has been collected included), promises made, and promises resumed. Counts hardly
 * depend on what else the machine does. Below the table stand the functions that allocate most.
 */
import type { Allocated, Counting, Promises } from './lib/counting.ts';
import { measure } from './lib/load.ts';
import { REQUESTS } from './lib/options.ts';
import { attachAndDetach, describeAttributes, describeTwenty } from './lib/requests.ts';
import { table } from './lib/table.ts';
import { onSqlite } from './lib/tenon.ts';

const MOST_SHOWN = 25;

await onSqlite(async ({ processes: [tenon], pairs }) => {
  if (tenon === undefined) return;
  const { pid, port } = tenon;
  const loads = {
    'attach, detach': attachAndDetach([port], pairs),
    'read of one': describeAttributes([port], pairs),
    'list of 20': describeTwenty([port]),
  };
  const rows = [];
  for (const [load, requests] of Object.entries(loads)) {
    const job = { ports: [port], requests, seconds: 0, warmUpSeconds: 0, count: REQUESTS };
    await measure([pid], job);
    const each = async <C>(what: Counting) => {
      await tenon.count(what);
      const { answered, uncounted } = await measure([pid], job);
      return { counted: (await tenon.count(what)) as C, requests: answered + uncounted };
    };
    const allocated = await each<Allocated>('allocations');
    const promises = await each<Promises>('promises');
    rows.push({ load, allocated, promises });
  }
  table(
    [
      { title: 'for each', of: ({ load }) => load },
      { title: 'bytes', of: ({ allocated }) => allocated.counted.bytes / allocated.requests },
      {
        title: 'promises',
        of: ({ promises: { counted, requests } }) => counted.made / requests,
        decimals: 1,
      },
      {
        title: 'resumed',
        of: ({ promises: { counted, requests } }) => counted.resumed / requests,
        decimals: 1,
      },
    ],
    rows,
  );
  for (const { load, allocated } of rows) {
    console.log(`\nBytes for each ${load}:\n`);
    const most = Object.entries(allocated.counted.byFunction).sort(([, a], [, b]) => b - a);
    table(
      [
        { title: 'function', of: ([name]) => name },
        { title: 'bytes', of: ([, bytes]) => bytes / allocated.requests },
      ],
      most.slice(0, MOST_SHOWN),
    );
  }
});
