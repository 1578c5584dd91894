import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { output } from './command.ts';
import { type Entry, file, folder, link } from './layer.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const HOME = 'usr/lib/node_modules/tenon';

/** The user as whom the server runs. Distributions and people use smaller numbers. */
export const USER = { name: 'tenon', uid: 65532, gid: 65532 };
export const DATA = 'data';

/**
 * The program as the npm package has it, but with every library in the bundle, and started by
 * /usr/bin/tenon. The kernel reads from that file which interpreter to start, since the image has
 * no shell.
 */
export async function tenonProgram(scratch: string): Promise<Entry[]> {
  const dist = join(scratch, 'dist');
  await output(process.execPath, [join(ROOT, 'scripts/build.ts'), dist, '--whole']);
  const built = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const isRun = (name: string) => name.endsWith('.cjs') || /^console\/.*\.\w+$/.test(name);
  const read = (path: string) => readFileSync(join(ROOT, path));
  const start = read('bin/tenon.js').toString().replace(/^#!.*/, '#!/usr/bin/node');
  return [
    link('usr/bin/tenon', `../../${HOME}/bin/tenon.js`),
    file(`${HOME}/bin/tenon.js`, start, 0o755),
    ...['package.json', 'LICENSE'].map((name) => file(`${HOME}/${name}`, read(name))),
    ...built
      .filter(isRun)
      .sort()
      .map((name) => file(`${HOME}/dist/${name}`, readFileSync(join(dist, name)))),
  ];
}

/** The user, and the folders to write in. */
export function surroundings(): Entry[] {
  const { name, uid, gid } = USER;
  return [
    file('etc/passwd', `root:x:0:0:root:/:/\n${name}:x:${uid}:${gid}:Tenon:/${DATA}:/\n`),
    file('etc/group', `root:x:0:\n${name}:x:${gid}:\n`),
    file('etc/nsswitch.conf', 'passwd: files\ngroup: files\nhosts: files dns\n'),
    folder('tmp', 0o1777),
    // Clusters that choose the user themselves leave it in the group of root.
    folder(DATA, 0o770, { uid, gid: 0 }),
  ];
}
