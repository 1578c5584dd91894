import type { Resource } from '#core/service.ts';
import { describeSnapshotChains } from './describe.ts';

/** The actions of snapshot chains. */
export const snapshotChainResource: Resource = { actions: [describeSnapshotChains] };
