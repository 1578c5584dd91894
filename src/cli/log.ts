import { pino } from 'pino';

/** JSON lines on standard error. */
export const log = pino({ level: 'info' }, pino.destination({ fd: 2, sync: true }));
