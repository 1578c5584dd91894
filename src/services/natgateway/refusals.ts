import { entryRefusals } from './refusals/entry.ts';
import { natGatewayRefusals } from './refusals/nat-gateway.ts';
import { natIpRefusals } from './refusals/nat-ip.ts';

/**
 * The table of the natgateway service's refusals. Each family of resources has a file. What it shares
 * with vpc is in the table of vpc.
 */
export const natRefusals = {
  ...natGatewayRefusals,
  ...entryRefusals,
  ...natIpRefusals,
} as const;
