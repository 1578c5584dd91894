import { projectMove } from '../../movable.ts';

export const movableInstance = projectMove('instance');
