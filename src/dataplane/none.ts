import type { DataPlane } from './driver.ts';

/** No data plane: an instance is a row and a NIC is a row. `/_tenon/health` says so. */
export const none: DataPlane = {
  name: 'none',
  enabled: false,
  async probe() {
    return [
      {
        name: 'plug',
        available: false,
        reason: 'no data plane is configured: networks are recorded, not enforced',
      },
    ];
  },
  async applyNetwork() {},
  async removeNetwork() {},
  async ensureInstance() {},
  async removeInstance() {},
  async plug() {},
  async unplug() {},
  async inspect() {
    return { networks: [], instances: [], nics: [] };
  },
};
