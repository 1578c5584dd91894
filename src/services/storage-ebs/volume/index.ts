import type { Resource } from '#core/service.ts';
import { describeVolumes } from './describe.ts';
import { extendVolume } from './extend.ts';

/** What is done with volumes, by clients and by time. */
export const volumeResource: Resource = { actions: [describeVolumes, extendVolume] };
