import { readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../lib/cache.ts';
import type { Program } from '../lib/child.ts';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario } from '../lib/suite.ts';
import { buildWith, fetchWith, findMaven } from '../lib/toolchains.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const pom = join(folder, 'pom.xml');
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.java'))
  .map((name) => join(folder, name));

const recipe = join(RECIPES, 'java/Attach.java');

playScenario(CLIENTS.java, async () => program(await classes(), 'Scenario'));
// Java runs a program of one file from its source.
playRecipe('java', async () => program(await libraries(), recipe));

// A small program: compiling it less eagerly makes it start faster.
const program = (classPath: string, main: string): Program => ({
  command: 'java',
  args: ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classPath, main],
});

/** The class path of what Maven resolves for pom.xml. */
async function libraries(): Promise<string> {
  const maven = await findMaven();
  const build = {
    client: 'java-libraries',
    with: [maven.version],
    from: [pom, import.meta.filename],
  };
  const built = await cached(build, async (target) => {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${target}`];
    await fetchWith({ command: maven.path, args: ['-q', '-B', '-f', pom, ...goal] });
  });
  return join(built, '*');
}

/** The class path of the scenario's program. */
async function classes(): Promise<string> {
  const found = await libraries();
  const build = { client: 'java', with: [found], from: [...sources, import.meta.filename] };
  const built = await cached(build, async (target) => {
    const options = ['-encoding', 'UTF-8', '-cp', found, '-d', target];
    await buildWith({ command: 'javac', args: [...options, ...sources] });
  });
  return [built, found].join(delimiter);
}
