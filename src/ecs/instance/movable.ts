import { movable } from '../../movable.ts';

export const movableInstance = movable('instance');
