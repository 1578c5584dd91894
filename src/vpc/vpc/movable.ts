import { movable } from '../../movable.ts';

export const movableVpc = movable('vpc');
