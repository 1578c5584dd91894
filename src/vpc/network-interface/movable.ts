import { projectMove } from '../../movable.ts';

export const movableInterface = projectMove('network_interface');
