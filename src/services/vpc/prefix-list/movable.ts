import { projectMove } from '#core/project-move.ts';

export const movablePrefixList = projectMove('prefix_list');
