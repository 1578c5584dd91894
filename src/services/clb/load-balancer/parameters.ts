import * as z from 'zod';
import { id, list, text } from '#core/parameters.ts';

export const whichLoadBalancer = () => ({ LoadBalancerId: id() });

export const loadBalancerType = () => z.enum(['public', 'private']);

export const addressIpVersion = () => z.enum(['ipv4', 'DualStack']);

export const loadBalancerSpec = () =>
  z.enum(['small_1', 'small_2', 'medium_1', 'medium_2', 'large_1', 'large_2']);

/** What may be changed as it was given. */
export const changeable = () => ({
  ModificationProtectionStatus: z.enum(['NonProtection', 'ConsoleProtection']).optional(),
  ModificationProtectionReason: text(255).optional(),
  BypassSecurityGroupEnabled: z.enum(['on', 'off']).optional(),
  AllowedPorts: list(text(64), 100).optional(),
});
