import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { MAIN } from '#test/support/program.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';

it('serves for a program: one line of JSON, and the end with its standard input', async () => {
  const options = ['--listen', '127.0.0.1:0', '--json', '--show-secrets', '--until-eof'];
  const child = spawn(process.execPath, [MAIN, 'serve', ...options]);
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  await once(reader, 'line');
  const said = JSON.parse(lines[0] ?? '');
  expect(said).toEqual({
    version: expect.any(String),
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    region: 'cn-beijing',
    accountId: DEFAULT_ACCOUNT.id,
    accessKeyId: DEFAULT_ACCOUNT.accessKeyId,
    secretAccessKey: DEFAULT_ACCOUNT.secretAccessKey,
  });
  expect((await fetch(`${said.url}/_tenon/health/live`)).status).toBe(200);
  child.stdin.end();
  const [code] = await once(child, 'close');
  expect([code, lines.length]).toEqual([0, 1]);
});
