import { ownedToChange } from '#store/owned.ts';
import { listQuery } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's certificates, locked: for an action that changes or uses it. */
export const ownCertificateToChange = ownedToChange('certificate');

/** The listeners that use certificates, their own or that of their clients; each once. */
export async function listenersOfCertificates(tx: Reader, ids: readonly string[]) {
  const own = await tx.allOf(withCertificates, ids);
  const ofClients = await tx.allOf(withCaCertificates, ids);
  const byId = new Map([...own, ...ofClients].map((row) => [row.id, row]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

// Two statements: each is found by its own index.
const withCertificates = listQuery((db, ids) =>
  db
    .selectFrom('listener')
    .select(['id', 'certificate_id', 'ca_certificate_id'])
    .where('certificate_id', 'in', ids),
);

const withCaCertificates = listQuery((db, ids) =>
  db
    .selectFrom('listener')
    .select(['id', 'certificate_id', 'ca_certificate_id'])
    .where('ca_certificate_id', 'in', ids),
);
