/** Options of every benchmark, from the environment; docs/benchmarks.md says what they do. */
const number = (name: string, otherwise: number) => Number(process.env[name] || otherwise);

export const ROUNDS = number('BENCH_ROUNDS', 3);
/** Rounds of those whose number of requests is fixed. */
export const FIXED_ROUNDS = number('BENCH_ROUNDS', 7);
/** How long each server is under load in a round, after its warm-up. */
export const SECONDS = number('BENCH_SECONDS', 5);
/** How many requests a server gets in a round, where their number is fixed. */
export const REQUESTS = number('BENCH_REQUESTS', 10_000);
/** How many interfaces each connection attaches and detaches. */
export const PER_CONNECTION = number('BENCH_PER_CONNECTION', 16);
/** How many processes of Tenon serve one PostgreSQL. */
export const PROCESSES = number('BENCH_PROCESSES', 1);
/** The folder for CPU profiles of the servers; none are taken where it is ''. */
export const PROFILE = process.env.BENCH_PROFILE ?? '';
