import { delimiter, join } from 'node:path';
import { cached } from '../lib/cache.ts';
import type { Program } from '../lib/child.ts';
import { CLIENTS } from '../lib/clients.ts';
import { playScenario } from '../lib/suite.ts';
import { buildWith, fetchWith, findMaven } from '../lib/toolchains.ts';

const folder = new URL('.', import.meta.url).pathname;
const pom = join(folder, 'pom.xml');
const source = join(folder, 'Scenario.java');

playScenario(CLIENTS.java, program);

/** The program's classes, beside the libraries that Maven resolves for its pom.xml. */
async function program(): Promise<Program> {
  const maven = await findMaven();
  const build = { client: 'java', with: [maven.version], from: [pom, source] };
  const built = await cached(build, async (target) => {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(target, 'lib')}`];
    await fetchWith({ command: maven.path, args: ['-q', '-B', '-f', pom, ...goal] });
    const options = ['-encoding', 'UTF-8', '-cp', join(target, 'lib/*'), '-d', target];
    await buildWith({ command: 'javac', args: [...options, source] });
  });
  const classPath = [built, join(built, 'lib/*')].join(delimiter);
  // A small program: compiling it less eagerly makes it start faster.
  const options = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classPath];
  return { command: 'java', args: [...options, 'Scenario'] };
}
