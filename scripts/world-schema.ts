/** Writes docs/world.schema.json from the schema of world files. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { worldJsonSchema } from '../src/world/json-schema.ts';

const path = new URL('../docs/world.schema.json', import.meta.url).pathname;
const biome = new URL('../node_modules/.bin/biome', import.meta.url).pathname;
writeFileSync(path, `${JSON.stringify(worldJsonSchema(), null, 2)}\n`);
execFileSync(biome, ['format', '--write', path], { stdio: 'ignore' });
