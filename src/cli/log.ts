import { pino } from 'pino';
import { fieldsOfError } from './log-error.ts';

/** JSON lines on standard error. */
export const log = pino(
  { level: 'info', serializers: { err: fieldsOfError } },
  pino.destination({ fd: 2, sync: true }),
);
