import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { MAIN } from '#test/support/program.ts';
import { unable } from '../packets/able.ts';
import { Programs } from '../support/plane-programs.ts';

/* The examples of docs/data-plane.md, each on a server of its own. */

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/data-plane/', import.meta.url));
const LONG_MS = 240_000;

/** How the server of an example is started, besides with the example's world. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = { 'cni.sh': ['--guest', 'none'] };

describe.skipIf(unable('the examples of docs/data-plane.md'))('docs/data-plane.md', () => {
  let programs: Programs;
  afterEach(async () => {
    await programs.clean();
    await programs.close();
  }, LONG_MS);

  it.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.sh')))(
    '%s does what it says',
    async (file) => {
      programs = new Programs();
      const bin = programs.folder;
      writeFileSync(join(bin, 'tenon'), `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`, {
        mode: 0o755,
      });
      const server = await programs.serve(OPTIONS[file] ?? []);
      const script = readFileSync(`${EXAMPLES}${file}`, 'utf8').replaceAll(
        'http://127.0.0.1:7410',
        server.url,
      );
      const { code, out, err } = await programs.start(['bash', '-euo', 'pipefail', '-c', script], {
        ...server.env,
        PATH: `${bin}:${programs.env.PATH}`,
      }).ended;
      await server.end();
      expect({ code, err }, out).toMatchObject({ code: 0 });
      expect(out.match(/ 0% packet loss/g)?.length).toBe(out.match(/packets transmitted/g)?.length);
    },
    LONG_MS,
  );
});
