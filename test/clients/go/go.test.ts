import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLIENTS } from '../lib/clients.ts';
import { goProgram } from '../lib/go-program.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

playScenario(CLIENTS.go, () => goProgram({ client: 'go', folder }));
playScenario(CLIENTS.oldGo, () =>
  goProgram({ client: 'go', folder, mod: 'sdk-1.0.mod', tags: 'sdk10' }),
);
playRecipe('go', () => goProgram({ client: 'go', folder: join(RECIPES, 'go') }));
