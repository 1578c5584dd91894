import type { EventEmitter } from 'node:events';
import { constants } from 'node:os';

/** SIGHUP is one of them: it is sent when the terminal is closed. */
const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];

/** Under npm a Ctrl-C arrives twice: from the terminal, and again from npm. */
export const ECHO_MS = 500;

/** Calls `onStop` for each signal that asks the process to end, with its number from 1 on. */
export function onStopSignal(
  onStop: (nth: number, signal: StopSignal) => void,
  { from = process as EventEmitter, now = () => performance.now() } = {},
): void {
  let count = 0;
  let lastInterrupt = Number.NEGATIVE_INFINITY;
  for (const signal of STOP_SIGNALS) {
    from.on(signal, () => {
      if (signal === 'SIGINT') {
        const before = lastInterrupt;
        lastInterrupt = now();
        if (lastInterrupt - before < ECHO_MS) return;
      }
      count += 1;
      onStop(count, signal);
    });
  }
}

/** Ends the process at once, with the exit code that shells use for the signal. */
export const endBy = (signal: keyof typeof constants.signals): never =>
  process.exit(128 + constants.signals[signal]);
