/** Writes docs/control-api.openapi.json from the routes of the control API. */

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { controlOpenApi } from './lib/control-page.ts';

const path = fileURLToPath(new URL('../docs/control-api.openapi.json', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url));
writeFileSync(path, `${JSON.stringify(controlOpenApi(), null, 2)}\n`);
execFileSync(biome, ['format', '--write', path], { stdio: 'ignore' });
