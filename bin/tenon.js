#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 && !(major === 22 && minor >= 18)) {
  console.error(
    `tenon: Node.js ${process.versions.node} is too old: 24 or newer is needed (26 is the best tested)`,
  );
  process.exit(1);
}
const built = new URL('../dist/main.cjs', import.meta.url);
await import(existsSync(built) ? built.href : new URL('../src/main.ts', import.meta.url).href);
