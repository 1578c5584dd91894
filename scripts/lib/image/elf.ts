/** The magic number of ELF, 64 bit, little-endian. */
const MAGIC = [0x7f, 0x45, 0x4c, 0x46, 2, 1];
const PROGRAM_HEADERS = 0x20;
const SECTION_HEADERS = 0x28;
const SIZE_OF_PROGRAM_HEADER = 0x36;
const COUNT_OF_PROGRAM_HEADERS = 0x38;
/**
 * Where the header has the size of a section header, the number of sections, and the index of the
 * section with their names.
 */
const ABOUT_SECTIONS = 0x3a;
const OFFSET_IN_FILE = 0x08;
const SIZE_IN_FILE = 0x20;

/**
 * Removes from a program what only debuggers read. What is in no segment is never loaded, and it
 * stands at the end of the file. This replaces strip(1), which knows only programs of its own
 * machine.
 */
export function withoutSymbols(program: Uint8Array): Uint8Array {
  if (MAGIC.some((byte, index) => program[index] !== byte)) {
    throw new Error('the program is not ELF of 64 bit');
  }
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const start = Number(view.getBigUint64(PROGRAM_HEADERS, true));
  const size = view.getUint16(SIZE_OF_PROGRAM_HEADER, true);
  const count = view.getUint16(COUNT_OF_PROGRAM_HEADERS, true);
  const ends = Array.from({ length: count }, (_, index) => {
    const header = start + index * size;
    const number = (offset: number) => Number(view.getBigUint64(header + offset, true));
    return number(OFFSET_IN_FILE) + number(SIZE_IN_FILE);
  });
  const loaded = program.slice(0, Math.max(start + count * size, ...ends));
  const head = new DataView(loaded.buffer);
  head.setBigUint64(SECTION_HEADERS, 0n, true);
  for (let field = 0; field < 3; field++) head.setUint16(ABOUT_SECTIONS + 2 * field, 0, true);
  return loaded;
}
