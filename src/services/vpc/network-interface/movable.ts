import { projectMove } from '#core/project-move.ts';

export const movableInterface = projectMove('network_interface');
