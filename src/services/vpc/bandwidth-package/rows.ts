import { byId, owned, ownedIn, ownedToChange } from '#store/owned.ts';

/** One of the caller's bandwidth packages, with all columns. */
export const ownBandwidthPackage = owned('bandwidth_package');

/** The same, locked: for an action that changes it or what is in it. */
export const ownBandwidthPackageToChange = ownedToChange('bandwidth_package');

/** The region of one of the caller's bandwidth packages. */
export const regionOfBandwidthPackage = ownedIn('bandwidth_package');

export const bandwidthPackageById = byId('bandwidth_package');
