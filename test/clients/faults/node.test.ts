import { fileURLToPath } from 'node:url';
import { playFaults } from './play.ts';

const program = (file: string) => async () => ({
  command: process.execPath,
  args: [fileURLToPath(new URL(file, import.meta.url))],
});

// It tries again after 429, 5xx, and a connection that fails before the head of an answer.
playFaults('@volcengine/sdk-core', program('sdk-core.mjs'), {
  'before: 429': { asked: 2, made: [1, 1], told: 'done' },
  'before: 503': { asked: 2, made: [1, 1], told: 'done' },
  'before: a refusal of its own': { asked: 1, made: [0, 0], told: /^QuotaExceeded.Vpc$/ },
  'before: cut': { asked: 2, made: [1, 1], told: 'done' },
  'before: too late': { asked: 2, made: [1, 1], told: 'done' },
  'answer: 503': { asked: 2, made: [2, 1], told: 'done' },
  'answer: cut': { asked: 2, made: [2, 1], told: 'done' },
  'answer: too late': { asked: 2, made: [2, 1], told: 'done' },
  'answer: half': { asked: 1, made: [1, 1], told: /aborted/ },
  'answer: misstate': { asked: 1, made: [1, 1], told: /Parse Error/ },
});

// It never tries again.
playFaults('@volcengine/openapi', program('openapi.mjs'), {
  'before: 429': { asked: 1, made: [0, 0], told: /^FlowLimitExceeded$/ },
  'before: 503': { asked: 1, made: [0, 0], told: /^ServiceUnavailableTemp$/ },
  'before: a refusal of its own': { asked: 1, made: [0, 0], told: /^QuotaExceeded.Vpc$/ },
  'before: cut': { asked: 1, made: [0, 0], told: /ECONNRESET/ },
  'before: too late': { asked: 1, made: [0, 0], told: /timeout/ },
  'answer: 503': { asked: 1, made: [1, 1], told: /^ServiceUnavailableTemp$/ },
  'answer: cut': { asked: 1, made: [1, 1], told: /ECONNRESET/ },
  'answer: too late': { asked: 1, made: [1, 1], told: /timeout/ },
  'answer: half': { asked: 1, made: [1, 1], told: /aborted/ },
  'answer: misstate': { asked: 1, made: [1, 1], told: /Parse Error/ },
});
