/** `name_prefix[begin_number,bits]name_suffix`. Source: docs 6396/81260. */
const SEQUENCE = /^([^[\]]+)\[(\d{0,4})(?:,(\d?))?\]([^[\]]*)$/;
const DEFAULT_BITS = 4;
const MOST_DIGITS = 4;

const SUFFIX_DIGITS = 3;
const LAST_SUFFIX = 999;

/** UniqueSuffix and SuffixIndex: numbers after the names of several instances. */
export interface Suffix {
  readonly wanted: boolean;
  readonly first: number;
}

/**
 * The names of `count` instances, made from one, in order. A sequence in brackets takes precedence
 * over a suffix; a suffix needs more than one instance. Undefined when the numbers run out of digits.
 *
 * @example namesInOrder('web-[8,2]', 3, none) // web-08, web-09, web-10
 */
export function namesInOrder(
  name: string,
  count: number,
  suffix: Suffix,
): readonly string[] | undefined {
  const sequence = SEQUENCE.exec(name);
  if (sequence) return numbered(sequence, count);
  if (!suffix.wanted || count === 1) return Array.from({ length: count }, () => name);
  if (suffix.first + count - 1 > LAST_SUFFIX) return undefined;
  return Array.from(
    { length: count },
    (_, index) => name + String(suffix.first + index).padStart(SUFFIX_DIGITS, '0'),
  );
}

function numbered(
  [, prefix = '', begin = '', bits = '', tail = '']: RegExpExecArray,
  count: number,
): string[] | undefined {
  const first = Number(begin);
  const asked = bits === '' ? DEFAULT_BITS : Number(bits);
  const needed = String(first + count).length;
  if (asked < 1 || asked > MOST_DIGITS || needed > MOST_DIGITS) return undefined;
  const digits = Math.max(asked, needed);
  return Array.from(
    { length: count },
    (_, index) => `${prefix}${String(first + index).padStart(digits, '0')}${tail}`,
  );
}

const INSTANCE_NAME = /^\p{L}[\p{L}\p{N}._-]{0,127}$/u;
const LINUX_HOSTNAME = /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/;
const WINDOWS_HOSTNAME = /^(?!\d+$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;

/** Starts with a letter; letters, digits, `_`, `-` and `.`; 1 to 128 characters. */
export const isInstanceName = (name: string): boolean => INSTANCE_NAME.test(name);

export const LONGEST_WINDOWS_HOSTNAME = 15;

/** Linux: 2 to 63 of letters, digits, single `.` and `-`. Windows: 2 to 15, no `.`, not digits alone. */
export function isHostname(hostname: string, osType: string): boolean {
  const { length } = hostname;
  return osType === 'Windows'
    ? length >= 2 && length <= LONGEST_WINDOWS_HOSTNAME && WINDOWS_HOSTNAME.test(hostname)
    : length >= 2 && length <= 63 && LINUX_HOSTNAME.test(hostname);
}

const WINDOWS_TAIL = 12;

/** The hostname of an instance when the request gives none. */
export function hostnameFrom(instanceId: string, osType: string): string {
  const tail = instanceId.replace(/^i-/, '');
  return `iv-${osType === 'Windows' ? tail.slice(-WINDOWS_TAIL) : tail}`;
}
