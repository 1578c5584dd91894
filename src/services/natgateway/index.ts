import { commonServiceRefusals } from '#core/common-refusals.ts';
import { ofResources, type Service } from '#core/service.ts';
import { dnatEntryResource } from './dnat-entry/index.ts';
import { natGatewayResource } from './nat-gateway/index.ts';
import { natIpResource } from './nat-ip/index.ts';
import { NOT_YET } from './not-yet.ts';
import { snatEntryResource } from './snat-entry/index.ts';
import { tagResource } from './tag/index.ts';

/** The natgateway service. */
export const natgateway: Service = {
  name: 'natgateway',
  version: '2020-04-01',
  ...ofResources({
    nat_gateway: natGatewayResource,
    snat_entry: snatEntryResource,
    dnat_entry: dnatEntryResource,
    nat_ip: natIpResource,
    tag: tagResource,
  }),
  notYet: NOT_YET,
  resultCarriesRequestId: true,
  ...commonServiceRefusals,
};
