import { readMark } from './links.ts';
import type { Networks } from './networks.ts';
import type { Notes } from './notes.ts';
import type { Places } from './places.ts';
import type { Returns } from './returns.ts';
import type { NicNote, Wires } from './wire.ts';

export interface RestoreOptions {
  readonly networks: Networks;
  readonly places: Places;
  readonly wires: Wires;
  readonly notes: Notes<NicNote>;
  readonly returns: Returns;
}

/**
 * Finds the networks and NICs that a predecessor has left, and removes the NICs that it left half
 * made. NICs that have gone with what their instance was bound to are expected back. The instances
 * have been found already.
 */
export async function restoreNics(options: RestoreOptions): Promise<void> {
  const { networks, places, wires, notes, returns } = options;
  const noted = notes.read();
  await Promise.all(networks.idsOnHost().map((id) => restoreNetwork(id, noted, options)));
  for (const [id, { nic, instanceId }] of noted) {
    if (wires.get(id) !== undefined) continue;
    notes.remove(id);
    if (places.known(instanceId)?.binding) returns.expect(nic, instanceId);
  }
}

async function restoreNetwork(
  id: string,
  noted: ReadonlyMap<string, NicNote>,
  { networks, places, wires }: RestoreOptions,
): Promise<void> {
  const network = await networks.ensure(id);
  for (const link of await network.clear()) {
    const mark = readMark(link.ifalias);
    if (mark === undefined) continue;
    const { nicId, instanceId } = mark;
    const up = link.flags.includes('UP');
    const guest = places.current(instanceId)?.identity;
    const { nic, inside } = noted.get(nicId) ?? {};
    const wire = { nicId, instanceId, network, guest, nic, inside, complete: true, up };
    wires.add({ ...wire, device: link.ifname });
  }
}
