/** The command with which `tenon` was called, for the command lines that it suggests. */
export function tenon(env: NodeJS.ProcessEnv = process.env, program = process.argv[1]): string {
  if (env.npm_lifecycle_event === 'npx') return 'npx tenon';
  // In a checkout the program is not in PATH.
  return program?.endsWith('main.ts') ? 'npm run -s tenon --' : 'tenon';
}

/** Quotes `value` so that a POSIX shell takes it as one word. */
export const quoted = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
