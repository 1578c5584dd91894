import { exists, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export const subnetExists = exists(vpcRefusals.SubnetNotFound, 'subnet', 'subnet');

export const subnetIsAvailable = inStatus(vpcRefusals.SubnetInvalidStatus, 'subnet', 'subnet', [
  'Available',
]);
