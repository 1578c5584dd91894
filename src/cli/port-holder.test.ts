import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holderOf } from './port-holder.ts';

let proc: string;
beforeEach(() => {
  proc = mkdtempSync(join(tmpdir(), 'tenon-proc-'));
  mkdirSync(join(proc, 'net'));
  mkdirSync(join(proc, '77', 'fd'), { recursive: true });
  symlinkSync('/dev/null', join(proc, '77', 'fd', '0'));
  symlinkSync('socket:[555]', join(proc, '77', 'fd', '21'));
  writeFileSync(join(proc, 'net', 'tcp'), table('0100007F:1CF2', '0A', 555));
});
afterEach(() => rmSync(proc, { recursive: true, force: true }));

/** As the kernel prints it; the port is in hexadecimal. */
const table = (local: string, state: string, inode: number) =>
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n' +
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1\n`;

const runs = (...words: string[]) =>
  writeFileSync(join(proc, '77', 'cmdline'), `${words.join('\0')}\0`);

it('finds the process that has the listening socket open, without its arguments', () => {
  runs('/usr/bin/node', '--no-warnings', '/opt/app/src/main.ts', 'serve', '--control-token', 'x');
  expect(holderOf(7410, proc)).toEqual({ pid: 77, program: 'node main.ts' });
  runs('/usr/sbin/nginx', '-g', 'daemon off;');
  expect(holderOf(7410, proc)).toEqual({ pid: 77, program: 'nginx' });
});

it('finds nobody where nobody listens, or where it may not look', () => {
  expect(holderOf(7411, proc)).toBeUndefined();
  writeFileSync(join(proc, 'net', 'tcp'), table('0100007F:1CF2', '01', 555));
  expect(holderOf(7410, proc)).toBeUndefined();
  writeFileSync(join(proc, 'net', 'tcp'), table('0100007F:1CF2', '0A', 556));
  expect(holderOf(7410, proc)).toBeUndefined();
  expect(holderOf(7410, join(proc, 'nothing'))).toBeUndefined();
});

it('reads the table of IPv6, too', () => {
  runs('python3', '-m', 'http.server');
  const any = '00000000000000000000000000000000:1CF2';
  writeFileSync(join(proc, 'net', 'tcp6'), table(any, '0A', 555));
  writeFileSync(join(proc, 'net', 'tcp'), '');
  expect(holderOf(7410, proc)).toEqual({ pid: 77, program: 'python3 http.server' });
});
