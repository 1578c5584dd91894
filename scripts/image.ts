/**
 * Builds the image for containers, as an archive that container engines load:
 *
 *   npm run image
 *   npm run image -- --platform linux/amd64,linux/arm64 FILE
 *
 * It needs npm, apt-get and dpkg-deb, so it runs on Debian and on what derives from Debian. It needs
 * no container engine and no privileges, because nothing is run in the image. Node.js comes from the
 * npm registry and the shared libraries from the distribution; npm and apt-get check what they
 * download. The same commit with the same versions of these gives the same digest. SOURCE_DATE_EPOCH
 * replaces the time of the commit.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { output } from './lib/image/command.ts';
import { buildImage } from './lib/image/image.ts';
import { nameOf, ownPlatform, platformCalled } from './lib/image/platform.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const { values, positionals } = parseArgs({
  options: { platform: { type: 'string', default: nameOf(ownPlatform()) } },
  allowPositionals: true,
});
const [path = 'tenon-image.tar'] = positionals;
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const platforms = values.platform.split(',').map(platformCalled);

const git = async (...args: string[]) => (await output('git', args, ROOT)).toString().trim();
const { SOURCE_DATE_EPOCH: given } = process.env;
const seconds = Number(given ?? (await git('log', '-1', '--format=%ct').catch(() => 0)));
// A tree with uncommitted changes has no revision that would name it.
const revision = (await git('status', '--porcelain').catch(() => '?'))
  ? undefined
  : await git('rev-parse', 'HEAD');

const scratch = mkdtempSync(join(tmpdir(), 'tenon-image-'));
try {
  const { tar, digest } = await buildImage({
    platforms,
    nodeVersion: manifest.devDependencies.node,
    created: new Date(seconds * 1000),
    ...(revision !== undefined && { revision }),
    scratch,
  });
  writeFileSync(path, tar);
  const size = `${(tar.length / 1024 / 1024).toFixed(1)} MiB`;
  console.log(`${path}: ${platforms.map(nameOf).join(', ')}, ${size}\n${digest}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
