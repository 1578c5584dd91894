import { movable } from '../../movable.ts';

export const movableInterface = movable('network_interface');
