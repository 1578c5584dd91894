/** The ports of an entry that maps a whole address. */
export const ANY = 'any';

/** The first and the last port. */
export type Ports = readonly [number, number];

const ALL: Ports = [1, 65535];
const PORTS = /^([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?$/;

/** Ports as an entry has them: `any` in lower case. */
export const portText = (text: string): string => (text.toLowerCase() === ANY ? ANY : text);

/** Reads `80`, `8000-8010` or `any`; undefined when it is none of these. */
export function portsOf(text: string): Ports | undefined {
  if (portText(text) === ANY) return ALL;
  const [, first, last = first] = PORTS.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const ports: Ports = [Number(first), Number(last)];
  return ports[0] <= ports[1] && ports[1] <= ALL[1] ? ports : undefined;
}

export const overlap = (one: Ports, other: Ports): boolean =>
  one[0] <= other[1] && other[0] <= one[1];

/** How many ports there are. */
export const countOf = ([first, last]: Ports): number => last - first + 1;
