import { join } from 'node:path';
import { CLIENTS } from '../lib/clients.ts';
import { goProgram } from '../lib/go-program.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';

const folder = new URL('.', import.meta.url).pathname;

playScenario(CLIENTS.go, () => goProgram({ client: 'go', folder }));
playScenario(CLIENTS.oldGo, () =>
  goProgram({ client: 'go', folder, mod: 'sdk-1.0.mod', tags: 'sdk10' }),
);
playRecipe('go', () => goProgram({ client: 'go', folder: join(RECIPES, 'go') }));
