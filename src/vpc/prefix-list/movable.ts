import { movable } from '../../movable.ts';

export const movablePrefixList = movable('prefix_list');
