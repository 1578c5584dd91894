import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { virtualEnvironment } from '../lib/virtual-environment.ts';
import { playFaults } from './play.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const program = async () => ({
  command: join(
    await virtualEnvironment('python', path('../python/requirements.txt')),
    'bin/python',
  ),
  args: [path('once.py')],
});

// It tries again after 429, 5xx, and whatever urllib3 fails with, also in the middle of an answer.
playFaults('volcengine-python-sdk', program, {
  'before: 429': { asked: 2, made: [1, 1], told: 'done' },
  'before: 503': { asked: 2, made: [1, 1], told: 'done' },
  'before: a refusal of its own': { asked: 1, made: [0, 0], told: /^QuotaExceeded.Vpc$/ },
  'before: cut': { asked: 2, made: [1, 1], told: 'done' },
  'before: too late': { asked: 2, made: [1, 1], told: 'done' },
  'answer: 503': { asked: 2, made: [2, 1], told: 'done' },
  'answer: cut': { asked: 2, made: [2, 1], told: 'done' },
  'answer: too late': { asked: 2, made: [2, 1], told: 'done' },
  'answer: half': { asked: 2, made: [2, 1], told: 'done' },
  'answer: misstate': { asked: 1, made: [1, 1], told: /has no attribute 'get'/ },
});
