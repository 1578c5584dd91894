import type { Resource } from '#core/service.ts';
import { describeImages } from './describe.ts';

/** The actions and transitions of images. */
export const imageResource: Resource = { actions: [describeImages] };
