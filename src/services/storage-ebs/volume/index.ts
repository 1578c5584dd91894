import type { Resource } from '#core/service.ts';
import { describeVolumes } from './describe.ts';
import { extendVolume } from './extend.ts';

/** The actions and transitions of volumes. */
export const volumeResource: Resource = { actions: [describeVolumes, extendVolume] };
