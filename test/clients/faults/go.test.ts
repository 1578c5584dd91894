import { fileURLToPath } from 'node:url';
import { goProgram } from '../lib/go-program.ts';
import { playFaults } from './play.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const program = () => goProgram({ client: 'go', folder: path('go') });

// It tries again whatever fails, and puts a ClientToken of its own into each call that has none: it
// makes nothing twice.
playFaults('volcengine-go-sdk', program, {
  'before: 429': { asked: 2, made: [1, 1], told: 'done' },
  'before: 503': { asked: 2, made: [1, 1], told: 'done' },
  'before: a refusal of its own': { asked: 1, made: [0, 0], told: /^QuotaExceeded.Vpc$/ },
  'before: cut': { asked: 2, made: [1, 1], told: 'done' },
  'before: too late': { asked: 2, made: [1, 1], told: 'done' },
  'answer: 503': { asked: 2, made: [1, 1], told: 'done' },
  'answer: cut': { asked: 2, made: [1, 1], told: 'done' },
  'answer: too late': { asked: 2, made: [1, 1], told: 'done' },
  'answer: half': { asked: 2, made: [1, 1], told: 'done' },
  'answer: misstate': { asked: 2, made: [1, 1], told: 'done' },
});
