import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { query } from '../query.ts';
import { type Store, UniqueViolation } from '../store.ts';
import { MEMORY, openSqlite } from './open.ts';

let store: Store;
beforeEach(async () => {
  store = openSqlite({ path: MEMORY, clock: systemClock });
  await store.write(async (tx) => {
    for (const id of ['vpc-1', 'vpc-2']) {
      await tx.insert('vpc', {
        ...{ id, account_id: 'a', region: 'r', project_name: 'default', name: id },
        ...{ description: '', status: 'Available', cidr_block: '10.0.0.0/16' },
        ...{ ipv6_cidr_block: id === 'vpc-2' ? TAKEN.ipv6_cidr_block : '', ipv6_isp: '' },
        ...{ dns_servers: '[]', route_table_id: '', is_default: 0, ipv4_private: 0 },
      });
    }
  });
});
afterEach(() => store.close());

/** Of vpc-2: no other VPC of the region may have it. */
const TAKEN = { ipv6_cidr_block: 'fd00::/56' };
const names = query((db, _: object) => db.selectFrom('vpc').select('name').orderBy('id'));

it('a part that fails leaves nothing of an update that was not sent yet', async () => {
  await store.write(async (tx) => {
    await tx.update('vpc', 'vpc-1', { name: 'kept' });
    const part = tx.attempt(async () => {
      await tx.update('vpc', 'vpc-1', TAKEN);
      throw new Error('lost');
    });
    // Not the violation, which nobody has met.
    await expect(part).rejects.toThrow('lost');
  });
  const found = await store.read((tx) => tx.all(names, {}));
  expect(found.map(({ name }) => name)).toEqual(['kept', 'vpc-2']);
});

it('a part whose update cannot be made fails, and the work may go on', async () => {
  await store.write(async (tx) => {
    const part = tx.attempt(() => tx.update('vpc', 'vpc-1', TAKEN));
    await expect(part).rejects.toBeInstanceOf(UniqueViolation);
    await tx.update('vpc', 'vpc-1', { name: 'kept' });
  });
  const found = await store.read((tx) => tx.all(names, {}));
  expect(found.map(({ name }) => name)).toEqual(['kept', 'vpc-2']);
});

it('an update that cannot be made fails the write at its end, with nothing of it left', async () => {
  const work = store.write(async (tx) => {
    await tx.update('vpc', 'vpc-2', { name: 'lost' });
    await tx.update('vpc', 'vpc-1', TAKEN);
  });
  await expect(work).rejects.toBeInstanceOf(UniqueViolation);
  const found = await store.read((tx) => tx.all(names, {}));
  expect(found.map(({ name }) => name)).toEqual(['vpc-1', 'vpc-2']);
});
