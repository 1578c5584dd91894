#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';

const parse = (version) => /(\d+)\.(\d+)\.(\d+)/.exec(version).slice(1).map(Number);

/** The oldest Node.js that this package runs on, as its package.json says. */
const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const least = parse(engines.node);
const version = parse(process.versions.node);
const differs = least.findIndex((part, index) => part !== version[index]);
if (differs >= 0 && version[differs] < least[differs]) {
  fail(`Node.js ${least.join('.')} or newer is needed, and this is ${process.versions.node}`);
}

const built = new URL('../dist/main.cjs', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else if (process.features.typescript) {
  await import(new URL('../src/main.ts', import.meta.url).href);
} else {
  fail('this checkout is not built, and this Node.js runs no TypeScript: run "npm run build"');
}

function fail(message) {
  console.error(`tenon: ${message}`);
  process.exit(1);
}
