import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { ebsRefusals } from './refusals.ts';
import { snapshotTransitions } from './snapshot/transitions.ts';
import { snapshotGroupTransitions } from './snapshot-group/transitions.ts';
import { volumeTransitions } from './volume/transitions.ts';

const { parameterRefusals, writeRefusals } = commonServiceRefusals;

/** The storage_ebs service. */
export const ebs: Service = {
  name: 'storage_ebs',
  version: '2020-04-01',
  transitions: [...snapshotGroupTransitions, ...snapshotTransitions, ...volumeTransitions],
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
  load: async () => (await import('./actions.ts')).ebsActions,
};
