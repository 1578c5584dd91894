import { join } from 'node:path';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';
import { virtualEnvironment } from '../lib/virtual-environment.ts';

const folder = new URL('.', import.meta.url).pathname;
const requirements = join(folder, 'requirements.txt');

const program = async (script: string) => ({
  command: join(await virtualEnvironment('python', requirements), 'bin/python'),
  args: [script],
});

playScenario(CLIENTS.python, () => program(join(folder, 'scenario.py')));
playRecipe('python', () => program(join(RECIPES, 'python/attach.py')));
