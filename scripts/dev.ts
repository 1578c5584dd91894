/**
 * `npm run dev`: a server on memory that starts again when its sources change, and the console, which
 * reloads when its own do. `npm run dev -- OPTION...` gives options of `tenon serve`.
 */

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));

const server = spawn(
  process.execPath,
  ['--watch', path('src/main.ts'), 'serve', '--no-console', ...process.argv.slice(2)],
  { stdio: ['inherit', 'pipe', 'inherit'] },
);
server.on('exit', (code) => process.exit(code ?? 1));
process.once('SIGTERM', () => server.kill());

const listens = Promise.withResolvers<string>();
let said = '';
server.stdout.setEncoding('utf8').on('data', (text: string) => {
  process.stdout.write(text);
  said += text;
  const [, url] = /listens on (https?:\S+)[\s\S]*Ctrl-C/.exec(said) ?? [];
  if (url !== undefined) listens.resolve(url);
});

process.env.TENON_ENDPOINT = await listens.promise;
said = '';
const console_ = await createServer({
  configFile: path('console/vite.config.ts'),
  clearScreen: false,
  logLevel: 'warn',
});
await console_.listen();
const [url] = console_.resolvedUrls?.local ?? [];
console.log(`\nThe console, which reloads on a change: ${url}`);
