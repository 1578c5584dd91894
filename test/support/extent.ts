/** Whether everything is to run, as in `.ci/run`, and what is missing is a failure. */
export const allRequired = process.env.TENON_REQUIRE === 'all';

/** How many cases a suite of random ones runs: `name` in the environment says so, else the extent. */
export function howMany(name: string, { quick, all }: { quick: number; all: number }): number {
  return Number(process.env[name] ?? (allRequired ? all : quick));
}
