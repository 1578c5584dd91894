import { list, text } from '#core/parameters.ts';

/** Any words: the vendor's types of events are not known. The number is ours. */
export const eventTypes = () => list(text(128, 1), 100);
