import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { Action } from '#core/action.ts';
import { noteOf } from '#gateway/parameter-shape.ts';
import { SERVICES } from '#test/support/services.ts';
import { Code, codeOf, parametersOf } from './parameters.ts';

/*
 * Nothing that a request asks for is swallowed: a parameter of an action that changes something is
 * read by its code, or it is refused, or its contract says why it changes nothing. What is read and
 * stands in the answer of the matching Describe is shown by round-trip.test.ts.
 */
const FOLDERS: Readonly<Record<string, string>> = { storage_ebs: 'storage-ebs' };

/** Where the code of an action is: natgateway and clb have the tag actions of vpc. */
const folderOf = (service: string, action: string) =>
  (service === 'natgateway' || service === 'clb') && /^(Unt|T)agResources$/.test(action)
    ? 'vpc'
    : (FOLDERS[service] ?? service);

const writes = SERVICES.flatMap(({ name, actions }) =>
  actions
    .filter(({ kind }) => kind === 'write')
    .map((action) => ({
      key: `${name} ${action.name}`,
      folder: folderOf(name, action.name),
      action,
    })),
);

/** Whether the parameter is inert, by itself or as a part of one that is. */
const isInert = (path: string, { inert }: Action): boolean =>
  Object.keys(inert).some((name) => path === name || path.startsWith(`${name}[`));

describe.each(writes)('$key', ({ folder, action }) => {
  const parameters = parametersOf(action.parameters);

  it('reads every parameter, refuses it or says why it changes nothing', () => {
    const code = codeOf(folder, action.name);
    const swallowed = parameters
      .filter(({ path, notOffered }) => notOffered === undefined && !isInert(path, action))
      .map(({ path }) => path)
      .filter((path) => !code.reads(path.split('.').at(-1) ?? ''));
    const what =
      'read the parameter in the code, make it `notOffered`, or say in `inert` why it changes nothing';
    expect(swallowed, what).toEqual([]);
  });

  it('refuses every value of what is not offered', () => {
    for (const [name, field] of Object.entries(action.parameters.shape)) {
      if (noteOf(field as z.ZodType)?.notOffered === undefined) continue;
      const values = [true, 'any', 1, ['any'], ['10.0.0.0/28']];
      const taken = values.filter((value) => (field as z.ZodType).safeParse(value).success);
      expect([name, taken]).toEqual([name, []]);
      expect((field as z.ZodType).safeParse(undefined).success).toBe(true);
    }
  });

  it('says so of parameters that it has, with a reason', () => {
    const paths = parameters.map(({ path }) => path);
    const reasons = Object.entries(action.inert);
    expect(reasons.filter(([path, why]) => !paths.includes(path) || why === '')).toEqual([]);
  });
});

describe('the reading of code', () => {
  const declared = `parameters: z.object({ Kind: id(), Size: integer(1, 9) }),`;

  it.each([
    ['input.Kind', true],
    ['facts(tx, { Kind }, call)', true],
    ['facts(tx, { Size, Kind = 1 }, call)', true],
    ['facts(tx, { Size, Kind: kind }, call) {', true],
    ["const NAMES = ['Kind', 'Size'];", true],
    ['', false],
    ["// input.Kind\n/* input.Kind */ inert: { Kind: 'because' }", false],
    ['input.Kindness', false],
    ["Kind: ''", false],
  ])('%s', (use, read) => {
    expect(new Code(`${declared}\n${use}`).reads('Kind')).toBe(read);
  });
});
