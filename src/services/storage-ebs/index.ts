import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { autoSnapshotPolicyResource } from './auto-snapshot-policy/index.ts';
import { NOT_YET } from './not-yet.ts';
import { ebsRefusals } from './refusals.ts';
import { snapshotResource } from './snapshot/index.ts';
import { snapshotChainResource } from './snapshot-chain/index.ts';
import { snapshotGroupResource } from './snapshot-group/index.ts';
import { tagResource } from './tag/index.ts';
import { volumeResource } from './volume/index.ts';
import { volumeTypeResource } from './volume-type/index.ts';

const { parameterRefusals, writeRefusals } = commonServiceRefusals;

/** The storage_ebs service. */
export const ebs: Service = {
  name: 'storage_ebs',
  version: '2020-04-01',
  ...ofResources({
    volume: volumeResource,
    volume_type: volumeTypeResource,
    snapshot: snapshotResource,
    snapshot_chain: snapshotChainResource,
    snapshot_group: snapshotGroupResource,
    auto_snapshot_policy: autoSnapshotPolicyResource,
    tag: tagResource,
  }),
  notYet: NOT_YET,
  resultCarriesRequestId: false,
  parameterRefusals: {
    missing: (parameter) =>
      parameter === 'VolumeId'
        ? { refusal: ebsRefusals.VolumeIdMissing, args: [] }
        : parameterRefusals.missing(parameter),
    malformed: (parameter) =>
      parameter === 'ClientToken'
        ? { refusal: ebsRefusals.ClientTokenMalformed, args: [] }
        : parameterRefusals.malformed(parameter),
  },
  writeRefusals: {
    conflict: writeRefusals.conflict,
    idempotentParameterMismatch: ebsRefusals.IdempotentParameterMismatch,
  },
};
