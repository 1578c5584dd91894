import { fileURLToPath } from 'node:url';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

const program = async (file: string) => ({ command: process.execPath, args: [file] });

playScenario(CLIENTS.node, () => program(`${folder}sdk-core.mjs`));
playScenario(CLIENTS.nodeOpenapi, () => program(`${folder}openapi.mjs`));
playRecipe('node', () => program(`${RECIPES}node/attach.mjs`));
