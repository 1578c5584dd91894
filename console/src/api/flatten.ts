/**
 * Parameters as they travel: lists and structures become dotted names, counted from 1.
 * `{Ids: ['a'], Filter: {Key: 'b'}}` is `Ids.1=a&Filter.Key=b`. What is undefined is left out.
 */
export function flatten(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const flat: Record<string, string> = {};
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) {
      value.forEach((each, index) => {
        add(`${name}.${index + 1}`, each);
      });
    } else if (typeof value === 'object') {
      for (const [key, each] of Object.entries(value)) add(`${name}.${key}`, each);
    } else flat[name] = String(value);
  };
  for (const [name, value] of Object.entries(parameters)) add(name, value);
  return flat;
}
