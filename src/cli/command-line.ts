/** The command with which `tenon` was called, for the command lines that it suggests. */
export function tenon(env: NodeJS.ProcessEnv = process.env, program = process.argv[1]): string {
  if (env.npm_lifecycle_event === 'npx') return 'npx tenon';
  // In a checkout the program is not in PATH.
  return /main\.ts$|start\.cjs$/.test(program ?? '') ? 'npm run -s tenon --' : 'tenon';
}
