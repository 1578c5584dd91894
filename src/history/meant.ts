import { likest } from '#core/did-you-mean.ts';
import type { Shape } from '#gateway/parameter-shape.ts';

/** For each name that nobody read, the one that is most like it, where there is one. */
export function meantNames(unread: readonly string[], shape: Shape): Record<string, string> {
  const meant = unread.map((name) => [name, meantBy(name.split('.'), shape)] as const);
  return Object.fromEntries(
    meant.filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** The path that is most like `steps`, as far as one step alone is mistaken. */
function meantBy([step = '', ...rest]: readonly string[], shape: Shape): string | undefined {
  const name = shape.kind === 'struct' ? likest(step, [...shape.fields.keys()]) : step;
  if (name === undefined) return undefined;
  const inner = shape.kind === 'list' ? shape.item : fieldOf(shape, name);
  if (rest.length === 0 || inner === undefined) return name;
  const deeper = meantBy(rest, inner);
  return deeper === undefined ? undefined : `${name}.${deeper}`;
}

const fieldOf = (shape: Shape, name: string): Shape | undefined =>
  shape.kind === 'struct' ? shape.fields.get(name) : undefined;
