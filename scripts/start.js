/**
 * `npm start`. This file is JavaScript: once Node's compile cache is on, the types of those that follow
 * are stripped once and not at every start.
 */
import { enableCompileCache } from 'node:module';

enableCompileCache?.();
await import('./lib/start.ts');
