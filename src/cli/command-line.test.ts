import { expect, it } from 'vitest';
import { quoted } from '#control/settings/quoted.ts';
import { tenon } from './command-line.ts';

it('suggests the command as it was called', () => {
  const installed = '/usr/local/bin/tenon';
  expect(tenon({}, installed)).toBe('tenon');
  expect(tenon({ npm_lifecycle_event: 'npx' }, installed)).toBe('npx tenon');
  expect(tenon({}, '/work/tenon/src/main.ts')).toBe('npm run -s tenon --');
  expect(tenon({}, '/work/tenon/dist/start.cjs')).toBe('npm run -s tenon --');
});

it('quotes what a shell would take apart', () => {
  expect(quoted('http://127.0.0.1:7410')).toBe('http://127.0.0.1:7410');
  expect(quoted("ab cd/it's")).toBe("'ab cd/it'\\''s'");
});
