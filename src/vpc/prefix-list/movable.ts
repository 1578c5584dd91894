import { projectMove } from '../../movable.ts';

export const movablePrefixList = projectMove('prefix_list');
