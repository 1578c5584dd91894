import { projectMove } from '../../movable.ts';

export const movableScheduledInstance = projectMove('scheduled_instance');
