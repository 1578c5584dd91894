import { describe, expect, it } from 'vitest';
import { Overtaken } from '../driver.ts';
import { Fences } from './fences.ts';
import { Locks } from './locks.ts';

/** Calls that begin when their locks are theirs, and end when they are told to. */
function calls() {
  const locks = new Locks();
  const began: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  return {
    began,
    call: (name: string, exclusive: string[], shared: string[] = []) =>
      locks.run({ exclusive, shared }, () => {
        began.push(name);
        return new Promise<void>((resolve, reject) => {
          ends.set(name, (error) => (error ? reject(error) : resolve()));
        });
      }),
    async end(name: string, error?: Error) {
      ends.get(name)?.(error);
      await settled();
    },
  };
}

const settled = () => new Promise((done) => setImmediate(done));

describe('locks', () => {
  it('are given in the order in which they are asked for', async () => {
    const { began, call, end } = calls();
    const failing = call('a', ['x']).catch((error: Error) => error.message);
    void call('b', ['x', 'y']);
    void call('c', ['y']);
    void call('d', ['z']);
    await settled();
    expect(began).toEqual(['a', 'd']);
    await end('a', new Error('no'));
    expect(await failing).toBe('no');
    expect(began).toEqual(['a', 'd', 'b']);
    await end('b');
    expect(began).toEqual(['a', 'd', 'b', 'c']);
  });

  it('are shared by those who say so, between those who do not', async () => {
    const { began, call, end } = calls();
    void call('a', ['1'], ['x']);
    void call('b', ['2'], ['x']);
    void call('c', ['x']);
    void call('d', ['3'], ['x']);
    await settled();
    expect(began).toEqual(['a', 'b']);
    await end('a');
    expect(began).toEqual(['a', 'b']);
    await end('b');
    expect(began).toEqual(['a', 'b', 'c']);
    await end('c');
    expect(began).toEqual(['a', 'b', 'c', 'd']);
  });

  it('never wait for each other in a circle', async () => {
    const { began, call, end } = calls();
    void call('a', ['x', 'y']);
    void call('b', ['y', 'x']);
    void call('c', ['x'], ['y']);
    await settled();
    for (const name of ['a', 'b', 'c']) await end(name);
    expect(began).toEqual(['a', 'b', 'c']);
  });
});

describe('fences', () => {
  it('let no earlier call pass, each id by itself', () => {
    const fences = new Fences();
    fences.pass('a', 5);
    fences.pass('a', 5);
    expect(() => fences.pass('a', 4)).toThrow(Overtaken);
    fences.pass('b', 1);
    expect(() => fences.passOrForget('a', 4)).toThrow(Overtaken);
    fences.passOrForget('a', undefined);
    fences.pass('a', 1);
  });

  it('forget those that were not heard of for longest', () => {
    const fences = new Fences(2);
    fences.pass('a', 5);
    fences.pass('b', 5);
    fences.pass('a', 6);
    fences.pass('c', 5);
    expect(() => fences.pass('a', 5)).toThrow(Overtaken);
    expect(() => fences.pass('c', 4)).toThrow(Overtaken);
    fences.pass('b', 1);
  });
});
