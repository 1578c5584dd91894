import { projectMove } from '../../movable.ts';

export const movableVpc = projectMove('vpc');
