import { projectMove } from '#core/project-move.ts';

export const movableInstance = projectMove('instance');
