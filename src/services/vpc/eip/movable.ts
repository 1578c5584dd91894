import { projectMove } from '#core/project-move.ts';

export const movableEip = projectMove('eip');
