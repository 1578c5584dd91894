import { describe, expect, it } from 'vitest';
import { columnsOf } from './width.ts';

describe('the width of text', () => {
  it.each([
    ['', 0],
    ['serve', 5],
    ['挂载 eni', 8],
    ['，（）', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['가ア', 4],
  ])('of [%s] is %i columns', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
  });
});
