import { UsageError } from './error.ts';

const ON = ['1', 'true', 'yes', 'on'];
const OFF = ['', '0', 'false', 'no', 'off'];

/** Whether an environment variable switches something on. Commander would take `false` for on. */
export function envFlag(variable: string): boolean {
  const value = (process.env[variable] ?? '').toLowerCase();
  if (ON.includes(value)) return true;
  if (OFF.includes(value)) return false;
  throw new UsageError(`${variable} is true or false, not [${value}]`);
}
