import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.ts';
import type { Program } from '../lib/child.ts';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';
import { buildWith, fetchWith, findGo, GO_ENV } from '../lib/toolchains.ts';

const folder = new URL('.', import.meta.url).pathname;

playScenario(CLIENTS.go, () => program(folder, 'go.mod'));
playScenario(CLIENTS.oldGo, () => program(folder, 'sdk-1.0.mod', 'sdk10'));
playRecipe('go', () => program(join(RECIPES, 'go'), 'go.mod'));

/** The program in a folder, built with the SDK of one module file. */
async function program(folder: string, mod: string, tags = ''): Promise<Program> {
  const go = await findGo();
  const sources = readdirSync(folder).filter((name) => /\.(go|mod|sum)$/.test(name));
  const from = [import.meta.filename, ...sources.map((name) => join(folder, name))];
  const build = { client: 'go', with: [go.version, mod], from };
  const built = await cached(build, async (target) => {
    const flags = [`-modfile=${mod}`, `-tags=${tags}`];
    const options = { cwd: folder, env: GO_ENV };
    await fetchWith({ command: go.path, args: ['list', '-deps', ...flags, '.'] }, options);
    const args = ['build', '-trimpath', ...flags, '-o', join(target, 'program'), '.'];
    await buildWith({ command: go.path, args }, options);
  });
  return { command: join(built, 'program'), args: [] };
}
