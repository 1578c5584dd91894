import { projectMove } from '../../movable.ts';

export const movableRouteTable = projectMove('route_table');
