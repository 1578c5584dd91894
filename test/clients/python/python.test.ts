import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SERVICES } from '#test/support/services.ts';
import { lastWords, type Program, run } from '../lib/child.ts';
import { CLIENTS } from '../lib/clients.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { playScenario, suiteOf } from '../lib/suite.ts';
import { virtualEnvironment } from '../lib/virtual-environment.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const requirements = join(folder, 'requirements.txt');

const program = async (script: string) => ({
  command: join(await virtualEnvironment('python', requirements), 'bin/python'),
  args: [script],
});

playScenario(CLIENTS.python, () => program(join(folder, 'scenario.py')));
playRecipe('python', () => program(join(RECIPES, 'python/attach.py')));

const CONTRACTS = fileURLToPath(new URL('../../contracts/', import.meta.url));

let shapes: Program;
const ready = async () => {
  shapes = await program(join(CONTRACTS, 'shapes.py'));
};

suiteOf('what the SDK declares', ready, () => {
  it('is in shapes.json and values.json, with which every contract is compared', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenon-shapes-'));
    const actions = SERVICES.flatMap(({ name, version, actions }) =>
      actions.map((action) => [name, version, action.name]),
    );
    const input = JSON.stringify(actions);
    const ended = await run({ ...shapes, args: [...shapes.args, folder] }, { input });
    expect(ended.code, lastWords(ended)).toBe(0);
    const read = (of: string, name: string) => JSON.parse(readFileSync(join(of, name), 'utf8'));
    // The files may have more: they may be of a newer SDK.
    for (const name of ['shapes.json', 'values.json']) {
      expect(read(CONTRACTS, name)).toMatchObject(read(folder, name));
    }
    rmSync(folder, { recursive: true });
  });
});
