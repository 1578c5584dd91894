import { projectMove } from '#core/project-move.ts';

export const movableRouteTable = projectMove('route_table');
