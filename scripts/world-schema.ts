/** Writes docs/world.schema.json from the schema of world files. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { worldJsonSchema } from '#world/json-schema.ts';

const path = fileURLToPath(new URL('../docs/world.schema.json', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url));
writeFileSync(path, `${JSON.stringify(worldJsonSchema(), null, 2)}\n`);
execFileSync(biome, ['format', '--write', path], { stdio: 'ignore' });
