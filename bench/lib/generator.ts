/**
 * A closed-loop load generator in a process of its own: each connection sends its requests in
 * turn, the next when the answer to the last has come. Told what to do by its parent, it reports
 * one result and ends.
 */
import { connect } from 'node:net';

/** What the parent sends. Requests are whole HTTP requests as text. */
export interface Job {
  /** The connections are dealt out to these ports in turn. */
  readonly ports: readonly number[];
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** One list per connection; it is sent over and over. */
  readonly requests: readonly (readonly string[])[];
}

export interface Result {
  readonly answered: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Answers by HTTP status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly firstFailure: string;
}

process.on('message', (job: Job) => {
  void drive(job).then((result) => process.send?.(result, () => process.exit(0)));
});

async function drive({ ports, seconds, warmUpSeconds, requests }: Job): Promise<Result> {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let firstFailure = '';
  const start = performance.now();
  const countFrom = start + warmUpSeconds * 1000;
  const end = countFrom + seconds * 1000;

  await Promise.all(
    requests.map(
      (list, index) =>
        new Promise<void>((done, failed) => {
          const texts = list.map((text) => Buffer.from(text));
          const port = ports[index % ports.length] ?? 0;
          const socket = connect({ port, host: '127.0.0.1', noDelay: true });
          let next = 0;
          let sentAt = 0;
          let pending = '';
          const send = () => {
            sentAt = performance.now();
            if (sentAt >= end) {
              socket.end();
              done();
              return;
            }
            socket.write(texts[next++ % texts.length] ?? '');
          };
          socket.on('connect', send);
          socket.on('error', failed);
          socket.on('data', (chunk) => {
            pending += chunk.toString('latin1');
            const head = pending.indexOf('\r\n\r\n');
            if (head < 0) return;
            const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
            if (pending.length < head + 4 + length) return;
            const now = performance.now();
            if (now >= countFrom) {
              const status = pending.slice(9, 12);
              statuses[status] = (statuses[status] ?? 0) + 1;
              if (status !== '200' && firstFailure === '') firstFailure = pending.slice(head + 4);
              latencies.push(now - sentAt);
            }
            pending = '';
            send();
          });
        }),
    ),
  );
  const took = (performance.now() - countFrom) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return {
    answered: latencies.length,
    seconds: took,
    perSecond: latencies.length / took,
    statuses,
    p50: at(0.5),
    p99: at(0.99),
    firstFailure,
  };
}
