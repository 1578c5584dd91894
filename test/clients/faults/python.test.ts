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

playFaults('volcengine-python-sdk', program);
