import { CLIENTS } from '../lib/clients.ts';
import { playScenario } from '../lib/suite.ts';

const folder = new URL('.', import.meta.url).pathname;

const program = async (file: string) => ({ command: process.execPath, args: [`${folder}${file}`] });

playScenario(CLIENTS.node, () => program('sdk-core.mjs'));
playScenario(CLIENTS.nodeOpenapi, () => program('openapi.mjs'));
