import { movable } from '../../movable.ts';

export const movableRouteTable = movable('route_table');
