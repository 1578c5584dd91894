import { projectMove } from '#core/project-move.ts';

export const movableVpc = projectMove('vpc');
