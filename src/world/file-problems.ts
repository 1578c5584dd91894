/** A way through a file: `['subnets', 0, 'vpcId']`. */
export type Path = readonly (string | number)[];

/** Takes a problem at a place of the file. */
export type Report = (path: Path, problem: string) => void;

/** A world file that cannot be used. Each problem is one line: file, line, column, field, reason. */
export class WorldFileError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'WorldFileError';
    this.problems = problems;
  }
}

/** `subnets[0].vpcId` */
export function pathText(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** Collects problems, to be told all at once in the order of the file. */
export class Problems {
  readonly #found: (SourcePosition & { readonly text: string })[] = [];

  add(place: SourcePosition, path: Path, problem: string): void {
    const { file, line, column } = place;
    const field = path.length === 0 ? '' : `${pathText(path)}: `;
    const where = line === undefined ? file : `${file}:${line}:${column}`;
    this.#found.push({ ...place, text: `${where}: ${field}${problem}` });
  }

  get any(): boolean {
    return this.#found.length > 0;
  }

  /** @throws WorldFileError always. */
  end(): never {
    const ordered = this.#found.toSorted(
      (a, b) =>
        a.file.localeCompare(b.file) ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0),
    );
    throw new WorldFileError([...new Set(ordered.map(({ text }) => text))]);
  }
}

/** Line and column are absent of what does not come from a text. */
export interface SourcePosition {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}
