import { ofResources } from '#core/service.ts';
import { instanceResource } from './instance/index.ts';
import { NOT_YET } from './not-yet.ts';

/** What clients may call of billing. */
export const billingActions = ofResources({ instance: instanceResource }, NOT_YET);
