import { projectMove } from '#core/project-move.ts';

export const movableScheduledInstance = projectMove('scheduled_instance');
