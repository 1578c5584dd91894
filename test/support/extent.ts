/** Whether everything must run, as in `.ci/run`, so that a missing program is a failure. */
export const allRequired = process.env.TENON_REQUIRE === 'all';

/**
 * How many cases a suite of random cases runs: as the variable `name` says, or else by what is
 * required.
 */
export function howMany(name: string, { quick, all }: { quick: number; all: number }): number {
  return Number(process.env[name] ?? (allRequired ? all : quick));
}
