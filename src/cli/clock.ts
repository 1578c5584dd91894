import { askControl, postControl, unlessRefused } from './control.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

export interface ClockOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly json?: boolean;
}

/** Shows the world's time. */
export async function showClock(options: ClockOptions): Promise<void> {
  print(await askControl(options.endpoint, 'clock', controlTokenOf(options)), options);
}

/** Lets time pass where it does not by itself, and settles what becomes due. */
export async function advanceClock(by: string, options: ClockOptions): Promise<void> {
  const { endpoint } = options;
  // A number is one of milliseconds.
  const advance = /^\d+$/.test(by) ? Number(by) : by;
  print(await postControl(endpoint, 'clock', { advance }, controlTokenOf(options)), options);
}

function print(answer: Awaited<ReturnType<typeof askControl>>, { json }: ClockOptions): void {
  const body = unlessRefused(answer);
  if (json) {
    console.log(JSON.stringify(body, null, 2));
    return;
  }
  const passes = body.transitions === 'manual' ? 'it is advanced by hand' : 'it passes by itself';
  console.log(`${body.now} (transitions ${body.transitions}: ${passes})`);
}
