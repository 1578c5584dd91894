import { exists, inStatus } from '#core/common.rules.ts';
import { natGatewayRefusals } from '../refusals/nat-gateway.ts';

/** The preconditions on the NAT gateway, for every action that needs one. */
export const natGatewayExists = exists(
  natGatewayRefusals.NatGatewayNotFound,
  'natGateway',
  'NAT gateway',
);

/** No other change of it is under way. */
export const natGatewayIsAvailable = inStatus(
  natGatewayRefusals.NatGatewayInvalidStatus,
  'natGateway',
  'NAT gateway',
  ['Available'],
);
