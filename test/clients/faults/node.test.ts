import { fileURLToPath } from 'node:url';
import { playFaults } from './play.ts';

const program = (file: string) => async () => ({
  command: process.execPath,
  args: [fileURLToPath(new URL(file, import.meta.url))],
});

playFaults('@volcengine/sdk-core', program('sdk-core.mjs'));

playFaults('@volcengine/openapi', program('openapi.mjs'));
