/**
 * A load generator in a process of its own. Told what to do by its parent, it reports one result
 * and ends.
 */
import { ClosedLoop } from './closed-loop.ts';
import { type Carry, Connection } from './connection.ts';
import { OpenLoop } from './open-loop.ts';
import { type Latency, Outcomes } from './outcomes.ts';

/** What the parent sends. Requests are whole HTTP requests as text. */
export interface Job {
  /** The connections are distributed over these ports in turn. */
  readonly ports: readonly number[];
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Sends so many requests and ends, however long that takes; `seconds` counts for nothing then. */
  readonly count?: number;
  /** One list per connection; it is sent over and over. */
  readonly requests: readonly (readonly string[])[];
  /** Arrivals of an open loop; without it the loop is closed. */
  readonly perSecond?: number;
  readonly carry?: Carry;
  /** Whether the server closes the connection after each answer. */
  readonly closes?: boolean;
}

/** Answers after the warm-up. */
export interface Result {
  readonly answered: number;
  /** Answers in the warm-up and after the end. */
  readonly uncounted: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Answers by HTTP status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** By action. */
  readonly byKind: Readonly<Record<string, Latency>>;
  /** The first answer whose status was not 200, in whole; '' where there was none. */
  readonly firstFailure: string;
  /** How much of one CPU the generator itself used. */
  readonly generatorCpu: number;
  /** In an open loop, by how much the generator sent requests too late. */
  readonly late?: Latency;
}

/** How long the rest of a list may take after the end: on a busy machine, a long time. */
const PATIENCE_MS = 120_000;

process.on('message', (job: Job) => {
  drive(job).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function drive(job: Job): Promise<Result> {
  const { ports, carry, closes } = job;
  const uncounted = new Outcomes();
  const outcomes = new Outcomes();
  let its = uncounted;
  let loop: ClosedLoop | OpenLoop | undefined;
  const failure = Promise.withResolvers<never>();
  const orFailure = <T>(work: Promise<T>) => Promise.race([work, failure.promise]);

  const answered = (connection: Connection, answer: string) => {
    const now = performance.now();
    its.add(connection.kind, answer, now - connection.since);
    loop?.free(connection, now);
  };
  const connections = job.requests.map((requests, index) => {
    const port = ports[index % ports.length] ?? 0;
    return new Connection({ port, requests, carry, closes, answered, failed: failure.reject });
  });
  const run = (make: (ended: () => void) => ClosedLoop | OpenLoop) =>
    orFailure(
      new Promise<void>((ended) => {
        loop = make(ended);
        loop.start(connections);
      }),
    );

  await orFailure(Promise.all(connections.map((each) => each.open())));
  const countFrom = performance.now() + job.warmUpSeconds * 1000;
  const end = job.count === undefined ? countFrom + job.seconds * 1000 : Number.POSITIVE_INFINITY;
  let left = job.count ?? Number.POSITIVE_INFINITY;
  let cpu = process.cpuUsage();
  const count = () => {
    its = outcomes;
    cpu = process.cpuUsage();
  };
  if (job.count !== undefined) count();
  else setTimeout(count, job.warmUpSeconds * 1000);
  setTimeout(
    () => failure.reject(new Error('an answer does not come')),
    (job.warmUpSeconds + job.seconds) * 1000 + PATIENCE_MS,
  ).unref();
  await run((ended) =>
    job.perSecond === undefined
      ? new ClosedLoop((_, now) => now < end && left-- > 0, ended)
      : new OpenLoop(job.perSecond, end, ended),
  );
  const result = resultOf(outcomes, (performance.now() - countFrom) / 1000, cpu);
  const late = loop instanceof OpenLoop && { late: loop.late };
  its = uncounted;
  // Goes on to the start of its list, so that the next job finds everything as this one did.
  await run((ended) => new ClosedLoop((connection) => !connection.atStart, ended));
  return {
    ...result,
    ...late,
    uncounted: uncounted.all.count,
    firstFailure: uncounted.firstFailure || outcomes.firstFailure,
  };
}

function resultOf(outcomes: Outcomes, seconds: number, cpuBefore: NodeJS.CpuUsage) {
  const { user, system } = process.cpuUsage(cpuBefore);
  const { count, p50, p99 } = outcomes.all;
  return {
    answered: count,
    seconds,
    perSecond: count / seconds,
    statuses: { ...outcomes.statuses },
    p50,
    p99,
    byKind: outcomes.byKind,
    generatorCpu: (user + system) / 1e6 / seconds,
  };
}
