import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../lib/cache.ts';
import type { Program } from '../lib/child.ts';
import { playScenario } from '../lib/suite.ts';
import { buildWith, fetchWith, findGo, GO_ENV } from '../lib/toolchains.ts';

const folder = new URL('.', import.meta.url).pathname;

// The SDK that Terraform pins takes an answer with a wrong type, or with a part missing, worse
// than the newest one: it tries again, or panics.
const SDKS = [
  { label: 'go', mod: 'go.mod', tags: '', omits: {} },
  {
    label: 'go 1.0',
    mod: 'sdk-1.0.mod',
    tags: 'sdk10',
    omits: { ipv6: 'its models know no IPv6' },
  },
];

for (const { label, mod, tags, omits } of SDKS) {
  const [, version] =
    /(volcengine-go-sdk v\S+)/.exec(readFileSync(join(folder, mod), 'utf8')) ?? [];
  playScenario({
    folder: 'go',
    client: { label, sdk: version ?? '', omits },
    prepare: () => program(mod, tags),
  });
}

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
