/**
 * A Tenon on the store that BENCH_STORE names, with an instance and an interface of its own for each
 * pair; with BENCH_JOIN one that serves what another has made.
 */
import { createServer } from '#server.ts';
import { countWhenAsked } from './counting.ts';
import { makePairs } from './pairs.ts';
import { PAIRS } from './requests.ts';

const server = createServer({
  store: process.env.BENCH_STORE ?? 'memory',
  onAnswered: ({ fault }) => fault && console.error(fault),
  onFault: (fault) => console.error(fault),
});
const port = Number(new URL(await server.listen('127.0.0.1', 0)).port);
const pairs = process.env.BENCH_JOIN === undefined ? await makePairs(port, PAIRS) : [];
await server.reconciler.idle();
countWhenAsked();
process.send?.({ port, pairs });
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
