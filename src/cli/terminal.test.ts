import { describe, expect, it } from 'vitest';
import { wrapped } from './terminal.ts';

describe('wrapped', () => {
  it('breaks between words, and indents what follows', () => {
    expect(wrapped('one two three', 9, 2)).toBe('one two\n  three');
    expect(wrapped('one two three', 100)).toBe('one two three');
  });

  it('leaves a long word whole', () => {
    expect(wrapped('see http://127.0.0.1:7410 now', 10)).toBe('see\nhttp://127.0.0.1:7410\nnow');
  });

  it('leaves text alone where there is no limit', () => {
    expect(wrapped('a b', Number.POSITIVE_INFINITY, 4)).toBe('a b');
  });
});
