import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { ECHO_MS, onStopSignal } from './stop-signals.ts';

it('counts the signals that end a process, and takes the echo of a Ctrl-C for none', () => {
  const from = new EventEmitter();
  let time = 0;
  const seen: string[] = [];
  onStopSignal((nth, signal) => seen.push(`${nth} ${signal}`), { from, now: () => time });
  from.emit('SIGINT');
  from.emit('SIGINT'); // npm passes it on
  time += ECHO_MS;
  from.emit('SIGINT');
  from.emit('SIGHUP');
  from.emit('SIGTERM');
  from.emit('SIGTERM');
  expect(seen).toEqual(['1 SIGINT', '2 SIGINT', '3 SIGHUP', '4 SIGTERM', '5 SIGTERM']);
});
