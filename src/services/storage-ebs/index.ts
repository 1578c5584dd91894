import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { NOT_YET } from './not-yet.ts';
import { volumeResource } from './volume/index.ts';

/** The storage_ebs service, for the instances' own volumes only. */
export const ebs: Service = {
  name: 'storage_ebs',
  version: '2020-04-01',
  ...ofResources([volumeResource]),
  notYet: NOT_YET,
  resultCarriesRequestId: false,
  ...commonServiceRefusals,
};
