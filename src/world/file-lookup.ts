import type { ParsedFile } from './file-parse.ts';
import type { Path, Report } from './file-problems.ts';
import type { ListName } from './file-schema.ts';
import type { Seed } from './seeds.ts';
import type { World } from './world.ts';

/** The account and the region of a resource. */
export type SeedOwner = Pick<Seed, 'accountId' | 'regionId'>;

/** Looks up what fields refer to, and reports what is missing or does not fit. */
export class Lookup {
  readonly #file: ParsedFile;
  readonly #world: World;
  /** Reports a problem at a place of the file. */
  readonly report: Report;

  constructor(file: ParsedFile, world: World, report: Report) {
    this.#file = file;
    this.#world = world;
    this.report = report;
  }

  owner(
    path: Path,
    value: { readonly accountId?: string | undefined; readonly regionId?: string | undefined },
  ): SeedOwner | undefined {
    const { accountId = this.#world.defaultAccountId, regionId = this.#world.defaultRegionId } =
      value;
    const known = this.account([...path, 'accountId'], accountId);
    if (this.#world.region(regionId) === undefined) {
      if (!this.#file.named('regions', regionId)) {
        this.report([...path, 'regionId'], `there is no region ${regionId}`);
      }
      return undefined;
    }
    return known ? { accountId, regionId } : undefined;
  }

  account(path: Path, id: string): boolean {
    const known = this.#world.account(id) !== undefined;
    if (!known && !this.#file.named('accounts', id)) {
      this.report(
        path,
        id === '' ? 'needs an account: there is none' : `there is no account ${id}`,
      );
    }
    return known;
  }

  /** Looks up what a field refers to. Malformed entries have been reported already. */
  find<S>(list: ListName, known: ReadonlyMap<string, S>, id: string, path: Path): S | undefined {
    const found = known.get(id);
    if (!found && !this.#file.named(list, id)) this.report(path, `there is no ${id} in ${list}`);
    return found;
  }

  same(path: Path, what: string, theirs: string, ours: string): void {
    if (theirs !== ours) this.report(path, `is of ${what} ${theirs}, and this is of ${ours}`);
  }
}
