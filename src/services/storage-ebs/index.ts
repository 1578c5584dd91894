import { commonServiceRefusals } from '#core/common-refusals.ts';
import type { Service } from '#core/service.ts';
import { NOT_YET } from './not-yet.ts';
import { describeVolumes } from './volume/describe.ts';
import { extendVolume } from './volume/extend.ts';

/** The storage_ebs service, as far as the instances' own volumes go. */
export const ebs: Service = {
  name: 'storage_ebs',
  version: '2020-04-01',
  actions: [describeVolumes, extendVolume],
  transitions: [],
  notYet: NOT_YET,
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
};
