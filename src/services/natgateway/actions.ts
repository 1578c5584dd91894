import { ofResources } from '#core/service.ts';
import { dnatEntryResource } from './dnat-entry/index.ts';
import { natGatewayResource } from './nat-gateway/index.ts';
import { natIpResource } from './nat-ip/index.ts';
import { NOT_YET } from './not-yet.ts';
import { snatEntryResource } from './snat-entry/index.ts';
import { tagResource } from './tag/index.ts';

/** What clients may call of natgateway. */
export const natgatewayActions = ofResources(
  {
    nat_gateway: natGatewayResource,
    snat_entry: snatEntryResource,
    dnat_entry: dnatEntryResource,
    nat_ip: natIpResource,
    tag: tagResource,
  },
  NOT_YET,
);
