import type { Resource } from '#core/service.ts';
import { describeVolumeType } from './describe.ts';

/** The actions of volume types. */
export const volumeTypeResource: Resource = { actions: [describeVolumeType] };
