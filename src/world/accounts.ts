import { findAccount, forgetAccount, madeAccounts, makeAccount } from '#core/account.ts';
import { accountIds, type IdsByTable, removeAccountRows } from '#core/account-rows.ts';
import type { Ids } from '#platform/ids.ts';
import { recountAddresses } from '#services/vpc/subnet/addresses.ts';
import { query } from '#store/query.ts';
import type { AccountRow } from '#store/schema/account.ts';
import type { Store, Writer } from '#store/store.ts';
import { plantSeeds } from './seed.ts';
import type { Seed, Seeds } from './seeds.ts';
import type { World } from './world.ts';

/** There is no account of that id. */
export class NoSuchAccount extends Error {}

/** The world file has the account: only a change of the file removes it. */
export class AccountOfWorld extends Error {}

export interface AccountsOptions {
  readonly store: Store;
  readonly world: World;
  readonly ids: Ids;
  readonly seeds: Seeds;
  /** The faults that are for one account alone: they go with it, and those of the world come again. */
  readonly faults: {
    readonly forget: (accountId: string) => void;
    readonly place: (accountId: string) => Promise<void>;
  };
  /**
   * Takes what an account had from the host, where this process drives a data plane, and makes there
   * what it has now. Given are the ids of both.
   */
  readonly renewHost: (ids: readonly IdsByTable[]) => Promise<void>;
}

/** An account as it is listed, without a secret. */
export interface AccountView {
  readonly accountId: string;
  readonly name: string;
  readonly accessKeyIds: readonly string[];
  /** `world` for one of the world file, `control` for one that the control API made. */
  readonly source: 'world' | 'control';
  /** Milliseconds since the epoch, by the world's clock; 0 for one of the world file. */
  readonly createdAt: number;
}

const ON_HOST = ['network_interface', 'instance', 'vpc'] as const;

/** What the control API does with accounts. */
export class Accounts {
  readonly #options: AccountsOptions;

  constructor(options: AccountsOptions) {
    this.#options = options;
  }

  /** Makes an account, empty, with one key and the quotas of the world. */
  make(name: string): Promise<AccountRow> {
    const { store, world, ids } = this.#options;
    return store.write((tx) => makeAccount(tx, { world, ids }, name));
  }

  async has(id: string): Promise<boolean> {
    const { store, world } = this.#options;
    return (await store.read((tx) => findAccount(tx, world, id))) !== undefined;
  }

  async list(): Promise<AccountView[]> {
    const { store, world } = this.#options;
    const made = await store.read(madeAccounts);
    return [
      ...world.accounts.map(({ id, name, keys }) => ({
        accountId: id,
        name,
        accessKeyIds: keys.map(({ accessKeyId }) => accessKeyId),
        source: 'world' as const,
        createdAt: 0,
      })),
      ...made.map(({ id, name, access_key_id, created_at }) => ({
        accountId: id,
        name,
        accessKeyIds: [access_key_id],
        source: 'control' as const,
        createdAt: created_at,
      })),
    ];
  }

  /**
   * Removes an account with everything that it has. Its keys sign nothing from then on, in any
   * process on the store.
   * @throws AccountOfWorld, NoSuchAccount
   */
  async remove(id: string): Promise<void> {
    const { store, world, renewHost, faults } = this.#options;
    if (world.account(id) !== undefined) throw new AccountOfWorld(id);
    const removed = await store.write(async (tx) => {
      if (!(await forgetAccount(tx, id))) throw new NoSuchAccount(id);
      return removeAccountRows(tx, id);
    });
    faults.forget(id);
    await renewHost([removed]);
  }

  /**
   * Takes away everything that an account has, and makes again what the world starts with in it.
   * @throws NoSuchAccount; SeedError when another account has an address or a MAC of a seed by now:
   * then nothing is changed.
   */
  async reset(id: string): Promise<void> {
    const { store, world, renewHost, faults } = this.#options;
    const seeds = seedsOf(this.#options.seeds, id);
    const ids = await store.write(async (tx) => {
      await this.#require(tx, id);
      const elsewhere = await tx.all(subnetsOfOthers, { accountId: id });
      const gone = await removeAccountRows(tx, id);
      for (const list of Object.values(seeds) as (readonly Seed[])[]) {
        for (const seed of list) await tx.run(seedGoes, { id: seed.id });
      }
      await plantSeeds(tx, seeds, { world, ids: this.#options.ids });
      const own = seeds.subnets.map((subnet) => subnet.id);
      for (const each of [...own, ...elsewhere.map(({ subnet_id }) => subnet_id)]) {
        await recountAddresses(tx, each);
      }
      return [gone, await accountIds(tx, id, ON_HOST)];
    });
    faults.forget(id);
    await faults.place(id);
    await renewHost(ids);
  }

  async #require(tx: Writer, id: string): Promise<void> {
    const { world } = this.#options;
    if ((await findAccount(tx, world, id)) === undefined) throw new NoSuchAccount(id);
  }
}

/** What the world starts with in one account. */
export function seedsOf(seeds: Seeds, accountId: string): Seeds {
  const own = Object.entries(seeds).map(([name, list]: [string, readonly Seed[]]) => [
    name,
    list.filter((seed) => seed.accountId === accountId),
  ]);
  return Object.fromEntries(own) as Seeds;
}

/** The subnets of other accounts that interfaces of an account are in: a world file may say so. */
const subnetsOfOthers = query((db, p: { accountId: string }) =>
  db
    .selectFrom('network_interface')
    .innerJoin('subnet', 'subnet.id', 'network_interface.subnet_id')
    .select('network_interface.subnet_id')
    .distinct()
    .where('network_interface.account_id', '=', p.accountId)
    .whereRef('subnet.account_id', '<>', 'network_interface.account_id'),
);

const seedGoes = query((db, p: { id: string }) => db.deleteFrom('seed').where('id', '=', p.id));
