/**
 * Writes src/store/sqlite/latest-schema.ts: the schema that all steps of its history lead to, as
 * statements for a new SQLite store. A test is red when the file is not what this script writes.
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { latestSchemaFile } from './lib/sqlite-schema.ts';

const path = fileURLToPath(new URL('../src/store/sqlite/latest-schema.ts', import.meta.url));
writeFileSync(path, latestSchemaFile());
