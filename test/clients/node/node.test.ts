import { createRequire } from 'node:module';
import { playScenario } from '../lib/suite.ts';

const folder = new URL('.', import.meta.url).pathname;
const { devDependencies, dependencies } = createRequire(import.meta.url)('../../../package.json');

for (const [label, name, file] of [
  ['node', '@volcengine/sdk-core', 'sdk-core.mjs'],
  ['node-openapi', '@volcengine/openapi', 'openapi.mjs'],
] as const) {
  const version = { ...dependencies, ...devDependencies }[name];
  playScenario({
    folder: 'node',
    client: { label, sdk: `${name} ${version}`, omits: {} },
    prepare: async () => ({ command: process.execPath, args: [`${folder}${file}`] }),
  });
}
