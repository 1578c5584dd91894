import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadWorld } from '#cli/world.ts';
import { type Program, run } from './child.ts';
import { type ClientServer, stage } from './stage.ts';
import { suiteOf } from './suite.ts';

/** The folder of the recipes that docs/clients.md shows. */
export const RECIPES = fileURLToPath(new URL('../../../docs/examples/clients/', import.meta.url));
const WORLD = fileURLToPath(new URL('../../../docs/examples/world.yaml', import.meta.url));

/**
 * Runs a recipe of docs/clients.md as it stands, against the example world: it attaches an
 * interface that is free, and is refused one that is not.
 */
export function playRecipe(name: string, prepare: () => Promise<Program>): void {
  let program: Program;
  const ready = async () => {
    program = await prepare();
  };
  suiteOf(`recipe: ${name}`, ready, () => {
    let on: ClientServer | undefined;
    beforeAll(async () => {
      on = await stage(await loadWorld(WORLD));
    });
    afterAll(() => on?.close());

    const attach = (eni: string, instance: string) =>
      run({ ...program, args: [...program.args, eni, instance] }, { env: on?.env ?? {} });

    it('attaches an interface and waits until it is in use', async () => {
      const { code, stdout, stderr } = await attach('eni-free', 'i-stopped');
      expect(stdout.trim().split('\n').at(-1), stderr).toBe('InUse');
      expect(code).toBe(0);
    });

    it('says why it is refused', async () => {
      const { code, stderr } = await attach('eni-attached', 'i-stopped');
      expect(stderr).toContain('400 InvalidEni.InvalidStatus: The specified elastic network');
      expect(code).toBe(1);
    });
  });
}
