import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { IDENTITIES_NOT_YET, PROJECTS_NOT_YET } from './not-yet.ts';
import { projectResource } from './project/index.ts';

/**
 * The iam service: projects in its newer version; users and roles, which are not there yet, in the
 * older.
 */
export const iam: readonly Service[] = [
  {
    name: 'iam',
    version: '2021-08-01',
    global: true,
    ...ofResources([projectResource]),
    notYet: PROJECTS_NOT_YET,
    resultCarriesRequestId: false,
    ...commonServiceRefusals,
  },
  {
    name: 'iam',
    version: '2018-01-01',
    global: true,
    actions: [],
    transitions: [],
    notYet: IDENTITIES_NOT_YET,
    resultCarriesRequestId: false,
    ...commonServiceRefusals,
  },
];
