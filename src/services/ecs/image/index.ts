import type { Resource } from '#core/service.ts';
import { describeImages } from './describe.ts';

/** What is done with images, by clients and by time. */
export const imageResource: Resource = { actions: [describeImages] };
