import type { DataPlane } from '#dataplane/driver.ts';

/** A data plane in memory: it knows which NIC is in which instance. */
export function planeInMemory(): DataPlane {
  const plugged = new Map<string, string>();
  return {
    name: 'memory',
    enabled: true,
    probe: async () => [],
    async plug({ id }, instanceId) {
      plugged.set(id, instanceId);
    },
    async unplug(nicId) {
      plugged.delete(nicId);
    },
    inspect: async () => [...plugged].map(([nicId, instanceId]) => ({ nicId, instanceId })),
  };
}
