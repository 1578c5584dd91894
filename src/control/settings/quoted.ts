/** Quotes `value` so that a POSIX shell takes it as one word. */
export const quoted = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
