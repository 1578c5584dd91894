import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.ts';
import type { Program } from '../lib/child.ts';
import { CLIENTS } from '../lib/clients.ts';
import { playScenario } from '../lib/suite.ts';
import { buildWith, fetchWith, findGo, GO_ENV } from '../lib/toolchains.ts';

const folder = new URL('.', import.meta.url).pathname;

playScenario(CLIENTS.go, () => program('go.mod', ''));
playScenario(CLIENTS.oldGo, () => program('sdk-1.0.mod', 'sdk10'));

/** The program, built with the SDK of one module file. */
async function program(mod: string, tags: string): Promise<Program> {
  const go = await findGo();
  const from = readdirSync(folder).filter((name) => /\.(go|mod|sum)$/.test(name));
  const build = {
    client: 'go',
    with: [go.version, mod],
    from: from.map((each) => join(folder, each)),
  };
  const built = await cached(build, async (target) => {
    const flags = [`-modfile=${mod}`, `-tags=${tags}`];
    const options = { cwd: folder, env: GO_ENV };
    await fetchWith({ command: go.path, args: ['list', '-deps', ...flags, '.'] }, options);
    const args = ['build', '-trimpath', ...flags, '-o', join(target, 'scenario'), '.'];
    await buildWith({ command: go.path, args }, options);
  });
  return { command: join(built, 'scenario'), args: [] };
}
