import { fileURLToPath } from 'node:url';
import { goProgram } from '../lib/go-program.ts';
import { playFaults } from './play.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const program = () => goProgram({ client: 'go', folder: path('go') });

playFaults('volcengine-go-sdk', program);
