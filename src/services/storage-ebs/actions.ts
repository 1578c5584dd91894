import { ofResources } from '#core/service.ts';
import { autoSnapshotPolicyResource } from './auto-snapshot-policy/index.ts';
import { NOT_YET } from './not-yet.ts';
import { snapshotResource } from './snapshot/index.ts';
import { snapshotChainResource } from './snapshot-chain/index.ts';
import { snapshotGroupResource } from './snapshot-group/index.ts';
import { tagResource } from './tag/index.ts';
import { volumeResource } from './volume/index.ts';
import { volumeTypeResource } from './volume-type/index.ts';

/** What clients may call of storage_ebs. */
export const ebsActions = ofResources(
  {
    volume: volumeResource,
    volume_type: volumeTypeResource,
    snapshot: snapshotResource,
    snapshot_chain: snapshotChainResource,
    snapshot_group: snapshotGroupResource,
    auto_snapshot_policy: autoSnapshotPolicyResource,
    tag: tagResource,
  },
  NOT_YET,
);
