/** How `tenon` was called, for the command lines that it suggests. */
export function tenon(env: NodeJS.ProcessEnv = process.env, program = process.argv[1]): string {
  if (env.npm_lifecycle_event === 'npx') return 'npx tenon';
  // From a checkout the program itself is in no PATH.
  return program?.endsWith('main.ts') ? 'npm run -s tenon --' : 'tenon';
}

/** `value` as a POSIX shell takes it for one word. */
export const quoted = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
