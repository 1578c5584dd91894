import { volumesOn } from '#services/storage-ebs/volume/rows.ts';
import type { Reader } from '#store/store.ts';

/** The size of an instance's system volume, in GiB. */
export async function systemVolumeGiB(tx: Reader, instanceId: string): Promise<number> {
  const volumes = await tx.all(volumesOn, { instanceId });
  return volumes.find(({ kind }) => kind === 'system')?.size ?? 0;
}
