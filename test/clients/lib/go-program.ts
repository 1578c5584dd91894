import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from './cache.ts';
import type { Program } from './child.ts';
import { buildWith, fetchWith, findGo, GO_ENV } from './toolchains.ts';

/** A program in Go: the packages of one folder, built as one of its module files says. */
interface GoSources {
  /** The name of its folder in the cache. */
  readonly client: string;
  readonly folder: string;
  readonly mod?: string;
  /** Build tags. */
  readonly tags?: string;
  /** The minor version of Go that its packages need, where that is not the usual one. */
  readonly least?: number;
}

/** Builds it, or takes it from the cache. @throws Unavailable without Go or its packages. */
export async function goProgram(sources: GoSources): Promise<Program> {
  const { client, folder, mod = 'go.mod', tags = '' } = sources;
  const go = await findGo(sources.least);
  const names = readdirSync(folder).filter((name) => /\.(go|mod|sum)$/.test(name));
  const from = [import.meta.filename, ...names.map((name) => join(folder, name))];
  const built = await cached({ client, with: [go.version, mod], from }, async (target) => {
    const flags = [`-modfile=${mod}`, `-tags=${tags}`];
    const options = { cwd: folder, env: GO_ENV };
    await fetchWith({ command: go.path, args: ['list', '-deps', ...flags, '.'] }, options);
    const args = ['build', '-trimpath', ...flags, '-o', join(target, 'program'), '.'];
    await buildWith({ command: go.path, args }, options);
  });
  return { command: join(built, 'program'), args: [] };
}
