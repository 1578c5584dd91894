/** The known name that is most like `given`, if one is like it at all. */
export function likest(given: string, known: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(given.length / 3));
  const near = known
    .map((name) => ({ name, distance: distanceOf(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= most)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.name;
}

/** How many characters must be put in, left out or changed (Levenshtein). */
export function distanceOf(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...one].entries()) {
    const now = [row + 1];
    for (const [column, there] of [...other].entries()) {
      const changed = (before[column] ?? 0) + (letter === there ? 0 : 1);
      now.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1));
    }
    before = now;
  }
  return before.at(-1) ?? 0;
}
