import { describe, expect, it } from 'vitest';
import { expectNoBreaches } from './batch.ts';
import { check } from './check.ts';
import { model } from './model.ts';
import type { Answer, Operation, Request } from './operations.ts';
import { FREE, type Limits, State } from './state.ts';
import { shorten } from './story.ts';

/*
 * The checker itself, on histories made by hand. `at` says when an operation began and ended.
 */

const LIMITS: Limits = { interfaces: 2, addresses: 3, addressesDetached: 4, plane: false };
const OK: Answer = { kind: 'ok' };
const LOST: Answer = { kind: 'unknown' };
const refused = (code: string): Answer => ({ kind: 'refused', code });
const seen = (name: string, line: string): Answer => ({ kind: 'seen', seen: { [name]: line } });

function at(from: number, to: number, request: Request, answer: Answer): Operation {
  const end = answer.kind === 'unknown' ? Number.POSITIVE_INFINITY : to;
  return { who: 'c', request, answer, from, to: end, beganMs: from, endedMs: to };
}

const attach = (eni: string, instance: string, ends = false): Request => ({
  do: 'attach',
  eni,
  instance,
  ends,
});
const detach = (eni: string, instance: string): Request => ({ do: 'detach', eni, instance });
const show = (eni: string): Request => ({ do: 'show', eni });
const assign = (eni: string, address: string): Request => ({ do: 'assign', eni, address });

const START = new State(
  new Map([
    ['e0', FREE],
    ['e1', FREE],
  ]),
  new Map([
    ['i0', { status: 'RUNNING' }],
    ['i1', { status: 'RUNNING' }],
  ]),
);

const judge = (operations: Operation[], limits = LIMITS) => check(model(limits), START, operations);
const holds = (...operations: Operation[]) => judge(operations).linearizable;
const holdsWithPlane = (...operations: Operation[]) =>
  judge(operations, { ...LIMITS, plane: true }).linearizable;

describe('one after the other', () => {
  it('a read sees what was done', () => {
    const done = at(1, 2, attach('e0', 'i0'), OK);
    expect(holds(done, at(3, 4, show('e0'), seen('e0', 'Attaching on i0')))).toBe(true);
    expect(holds(done, at(3, 4, show('e0'), seen('e0', 'InUse on i0')))).toBe(true);
    expect(holds(done, at(3, 4, show('e0'), seen('e0', 'InUse on i1')))).toBe(false);
    expect(holds(done, at(3, 4, show('e0'), seen('e0', 'Available')))).toBe(false);
  });

  it('a transition that has ended does not begin again', () => {
    expect(
      holds(
        at(1, 2, attach('e0', 'i0'), OK),
        at(3, 4, show('e0'), seen('e0', 'InUse on i0')),
        at(5, 6, show('e0'), seen('e0', 'Attaching on i0')),
      ),
    ).toBe(false);
  });

  it('a refusal is as much an answer as a success', () => {
    const on = at(1, 2, attach('e0', 'i0'), OK);
    expect(holds(on, at(3, 4, attach('e0', 'i1'), refused('InvalidEni.InvalidStatus')))).toBe(true);
    expect(holds(at(3, 4, attach('e0', 'i1'), refused('InvalidEni.InvalidStatus')))).toBe(false);
    expect(holds(on, at(3, 4, attach('e1', 'i0'), refused('LimitExceeded.EnisPerInstance')))).toBe(
      true,
    );
    expect(holds(on, at(3, 4, attach('e1', 'i0'), OK))).toBe(false);
    expect(holds(at(3, 4, attach('e0', 'i0'), refused('InvalidOperation.Conflict')))).toBe(true);
  });

  it('an address is on one interface', () => {
    const first = at(1, 2, assign('e0', 'a'), OK);
    expect(holds(first, at(3, 4, assign('e1', 'a'), refused('InvalidPrivateIp.InUse')))).toBe(true);
    expect(holds(first, at(3, 4, assign('e1', 'a'), OK))).toBe(false);
  });

  it('an instance takes along what ends with it, and nothing else', () => {
    const one = [
      at(1, 2, attach('e0', 'i0', true), OK),
      at(3, 4, attach('e1', 'i1'), OK),
      at(5, 6, { do: 'end', instance: 'i0' }, OK),
      at(7, 8, { do: 'end', instance: 'i1' }, OK),
    ];
    const gone = at(9, 10, show('e0'), refused('InvalidEniId.NotFound'));
    expect(holds(...one, gone, at(11, 12, show('e1'), seen('e1', 'Available')))).toBe(true);
    expect(holds(...one, at(11, 12, show('e1'), refused('InvalidEniId.NotFound')))).toBe(false);
    expect(holds(...one, at(11, 12, show('e0'), seen('e0', 'Available')))).toBe(false);
  });
});

describe('at the same time', () => {
  it('either may have been first, and only one way for all who look', () => {
    const two = [
      at(1, 9, attach('e0', 'i0'), OK),
      at(2, 8, attach('e1', 'i0'), refused('LimitExceeded.EnisPerInstance')),
    ];
    expect(holds(...two)).toBe(true);
    expect(holds(at(1, 9, attach('e0', 'i0'), OK), at(2, 8, attach('e1', 'i0'), OK))).toBe(false);
    const sees = (from: number, line: string) => at(from, from + 0.5, show('e0'), seen('e0', line));
    expect(holds(...two, sees(3, 'Available'), sees(4, 'Attaching on i0'))).toBe(true);
    expect(holds(...two, sees(3, 'Attaching on i0'), sees(4, 'Available'))).toBe(false);
  });

  it('what has ended stays before what begins later', () => {
    const open = at(1, 9, attach('e0', 'i0'), OK);
    const other = at(2, 3, attach('e1', 'i0'), refused('LimitExceeded.EnisPerInstance'));
    expect(holds(open, other, at(4, 5, show('e0'), seen('e0', 'Available')))).toBe(false);
  });
});

describe('an answer that was lost', () => {
  const lost = at(1, 2, attach('e0', 'i0'), LOST);
  const sees = (from: number, line: string) => at(from, from + 0.5, show('e0'), seen('e0', line));

  it('may stand for a success, at once or later, or for none', () => {
    expect(holds(lost, sees(3, 'Available'))).toBe(true);
    expect(holds(lost, sees(3, 'InUse on i0'))).toBe(true);
    expect(holds(lost, sees(3, 'Available'), sees(4, 'Attaching on i0'))).toBe(true);
  });

  it('stands for one success at the most', () => {
    const back = at(4, 5, detach('e0', 'i0'), OK);
    expect(holds(lost, sees(3, 'InUse on i0'), back, sees(6, 'Available'))).toBe(true);
    expect(
      holds(lost, sees(3, 'InUse on i0'), back, sees(6, 'Available'), sees(7, 'InUse on i0')),
    ).toBe(false);
  });
});

describe('the data plane', () => {
  const plane = (when: number, what: 'plugged' | 'plug refused', instance: string) =>
    at(when, when + 0.1, { do: what, eni: 'e0', instance }, OK);
  const out = (when: number) => at(when, when + 0.1, { do: 'unplugged', eni: 'e0' }, OK);
  const on = at(1, 2, attach('e0', 'i0'), OK);
  const inUse = (from: number) => at(from, from + 0.5, show('e0'), seen('e0', 'InUse on i0'));
  const free = (from: number) => at(from, from + 0.5, show('e0'), seen('e0', 'Available'));

  it('has plugged what is InUse', () => {
    expect(holdsWithPlane(on, plane(3, 'plugged', 'i0'), inUse(4))).toBe(true);
    expect(holdsWithPlane(on, inUse(4))).toBe(false);
    expect(holdsWithPlane(on, plane(3, 'plugged', 'i1'))).toBe(false);
  });

  it('has unplugged what is Available', () => {
    const off = [on, plane(3, 'plugged', 'i0'), inUse(4), at(5, 6, detach('e0', 'i0'), OK)];
    expect(holdsWithPlane(...off, out(7), free(8))).toBe(true);
    expect(holdsWithPlane(...off, free(8))).toBe(false);
    expect(holdsWithPlane(...off, out(7), free(8), plane(9, 'plugged', 'i0'))).toBe(false);
    expect(holdsWithPlane(on, plane(3, 'plugged', 'i0'), inUse(4), out(7))).toBe(false);
  });

  it('may plug what goes with its instance, and then unplugs it first', () => {
    const going = [on, at(3, 4, { do: 'end', instance: 'i0' }, OK), plane(5, 'plugged', 'i0')];
    expect(holdsWithPlane(...going, out(6), free(7))).toBe(true);
    expect(holdsWithPlane(...going, free(7))).toBe(false);
  });

  it('undoes an attachment only by refusing it', () => {
    expect(holdsWithPlane(on, plane(3, 'plug refused', 'i0'), free(4))).toBe(true);
    expect(holdsWithPlane(on, free(4))).toBe(false);
    expect(
      holdsWithPlane(on, plane(3, 'plug refused', 'i0'), plane(4, 'plugged', 'i0'), free(5)),
    ).toBe(false);
  });
});

it('tells which answer is wrong, and leaves out what has no part in it', () => {
  const story = [
    at(1, 2, show('e1'), seen('e1', 'Available')),
    at(3, 4, attach('e0', 'i0'), OK),
    at(5, 6, show('e0'), seen('e0', 'InUse on i0')),
    at(7, 8, show('e0'), seen('e0', 'Attaching on i0')),
    at(9, 10, show('e1'), seen('e1', 'Available')),
  ];
  const verdict = judge(story);
  expect(verdict).toMatchObject({ linearizable: false, operation: story[3] });
  expect(shorten(model(LIMITS), START, story)).toEqual(story.slice(1, 4));
});

it('fails with every line of what is wrong', () => {
  const line = `${'c0 p1 attach e0 i0 '.repeat(20)}.`;
  const breaches = Array.from({ length: 50 }, (_, n) => `${n}: ${line}`);
  const refusals = ['refused by p0'];
  const again = 'vitest run test/history';
  expectNoBreaches({ breaches: [], refusals }, 0, again);
  expect(() => expectNoBreaches({ breaches, refusals }, 3, again)).toThrow(
    [
      'seeds 30 to 39:',
      ...breaches,
      ...refusals,
      'again: TENON_HISTORY_SEED=30 vitest run test/history',
    ].join('\n'),
  );
});
