import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { addressHolder } from '#services/vpc/network-interface/address-holder.ts';
import { vpcRefusals } from '#services/vpc/refusals.ts';
import { changeIpv6 } from './ipv6.ts';
import { activeLoadBalancer } from './load-balancer.rules.ts';
import {
  addressIpVersion,
  changeable,
  loadBalancerSpec,
  loadBalancerType,
  whichLoadBalancer,
} from './parameters.ts';
import { ownLoadBalancer, ownLoadBalancerToChange } from './rows.ts';

/** Changes a load balancer, at once; what is absent stays as it is. */
export const modifyLoadBalancerAttributes = writeAction({
  name: 'ModifyLoadBalancerAttributes',
  summary: 'change a load balancer',
  parameters: () =>
    z.object({
      ...whichLoadBalancer(),
      LoadBalancerName: resourceName().optional(),
      Description: description().optional(),
      LoadBalancerSpec: loadBalancerSpec().optional(),
      Type: loadBalancerType().optional(),
      AddressIpVersion: addressIpVersion().optional(),
      /** With `DualStack` alone. */
      EniIpv6Address: text(64).optional(),
      ...changeable(),
    }),
  result: () => z.object({}),
  rules: activeLoadBalancer,

  refusals: [
    vpcRefusals.SubnetIpv6Disabled,
    vpcRefusals.Ipv6Malformed,
    vpcRefusals.Ipv6InUse,
    vpcRefusals.InsufficientIp,
    vpcRefusals.Conflict,
  ],

  // The interface is locked before the load balancer.
  async facts(tx, { LoadBalancerId, AddressIpVersion, EniIpv6Address }, context) {
    const key = ownKey(context, LoadBalancerId);
    const asked = AddressIpVersion ?? EniIpv6Address;
    const seen = asked === undefined ? undefined : await tx.first(ownLoadBalancer, key);
    return {
      holder: seen && (await addressHolder(tx, context, seen.network_interface_id)),
      loadBalancer: await tx.first(ownLoadBalancerToChange, key),
    };
  },

  async change(tx, { holder, loadBalancer }, input, context) {
    const version = input.AddressIpVersion ?? loadBalancer?.address_ip_version;
    if (holder !== undefined) {
      await changeIpv6(tx, context, holder, { ...input, AddressIpVersion: version });
    }
    const given = {
      name: input.LoadBalancerName,
      description: input.Description,
      spec: input.LoadBalancerSpec,
      type: input.Type,
      address_ip_version: input.AddressIpVersion,
      modification_protection_status: input.ModificationProtectionStatus,
      modification_protection_reason: input.ModificationProtectionReason,
      bypass_security_group_enabled: input.BypassSecurityGroupEnabled,
      allowed_ports: input.AllowedPorts && JSON.stringify(input.AllowedPorts),
    };
    const changed = Object.entries(given).filter(([, value]) => value !== undefined);
    await tx.update('load_balancer', input.LoadBalancerId, Object.fromEntries(changed));
    return {};
  },
});
