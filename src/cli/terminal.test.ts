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

  it('breaks between Chinese letters, which take two columns', () => {
    expect(wrapped('网卡的状态为可用', 8)).toBe('网卡的状\n态为可用');
    expect(wrapped('账号 a 没有网卡', 9, 2)).toBe('账号 a\n  没有网\n  卡');
  });

  it('begins no line with a sign that closes, and ends none with one that opens', () => {
    expect(wrapped('网卡，实例', 5)).toBe('网\n卡，\n实例');
    expect(wrapped('网卡（主）', 6)).toBe('网卡\n（主）');
  });
});
