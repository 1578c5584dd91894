import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { worldJsonSchema } from './json-schema.ts';

it('is published as it is: node scripts/world-schema.ts writes it', () => {
  const path = new URL('../../docs/world.schema.json', import.meta.url);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(worldJsonSchema())),
  );
});
