import { byId, ownedToChange } from '#store/owned.ts';

/** One of the caller's filters, locked: for an action that changes it or what uses it. */
export const ownTrafficMirrorFilterToChange = ownedToChange('traffic_mirror_filter');

export const trafficMirrorFilterById = byId('traffic_mirror_filter');
