import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';
import { virtualEnvironment } from '../lib/virtual-environment.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const requirements = join(folder, 'requirements.txt');

const program = async (script: string) => ({
  command: join(await virtualEnvironment('python', requirements), 'bin/python'),
  args: [script],
});

playScenario(CLIENTS.python, () => program(join(folder, 'scenario.py')));
playRecipe('python', () => program(join(RECIPES, 'python/attach.py')));
