const PAIR = '([0-9a-f]{2})';
const MAC = new RegExp(`^${Array(6).fill(PAIR).join('[:.-]?')}$`);

/**
 * A MAC address in the spelling of answers: lower case, with colons. Reads twelve hex digits with
 * any separator between the pairs. Undefined for anything else, for group addresses and for all
 * zeroes.
 */
export function readMac(text: string): string | undefined {
  const pairs = text.toLowerCase().match(MAC)?.slice(1);
  if (pairs === undefined) return undefined;
  const isGroup = Number.parseInt(pairs[0] ?? '', 16) % 2 === 1;
  const isNull = pairs.every((pair) => pair === '00');
  return isGroup || isNull ? undefined : pairs.join(':');
}
