import { movable } from '../../movable.ts';

export const movableScheduledInstance = movable('scheduled_instance');
