import { join } from 'node:path';
import { cached } from '../lib/cache.ts';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';
import { fetchWith, findPython } from '../lib/toolchains.ts';

const folder = new URL('.', import.meta.url).pathname;
const requirements = join(folder, 'requirements.txt');

const program = async (script: string) => ({
  command: join(await environment(), 'bin/python'),
  args: [script],
});

playScenario(CLIENTS.python, () => program(join(folder, 'scenario.py')));
playRecipe('python', () => program(join(RECIPES, 'python/attach.py')));

/** A virtual environment with the SDK, in the cache. */
async function environment(): Promise<string> {
  const python = await findPython();
  const build = {
    client: 'python',
    with: [python.version],
    from: [requirements, import.meta.filename],
  };
  return cached(build, async (venv) => {
    await fetchWith({ command: python.path, args: ['-m', 'venv', '--clear', venv] });
    // The SDK has 24000 modules: only those that are imported are worth compiling.
    const install = ['-m', 'pip', 'install', '--no-compile', '--retries', '2', '--quiet'];
    await fetchWith({
      command: join(venv, 'bin/python'),
      args: [...install, '--disable-pip-version-check', '--no-input', '-r', requirements],
    });
  });
}
