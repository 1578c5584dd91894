import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ecsRefusals } from './refusals.ts';

const parts = new URL('./refusals/', import.meta.url);

describe('the table of refusals', () => {
  it('holds every part whole: no family names a refusal that another has named', async () => {
    const names: string[] = [];
    for (const file of readdirSync(parts)) {
      const part: Record<string, Record<string, unknown>> = await import(
        fileURLToPath(new URL(file, parts))
      );
      names.push(...Object.values(part).flatMap((refusals) => Object.keys(refusals)));
    }
    expect(names.sort()).toEqual(Object.keys(ecsRefusals).sort());
  });
});
