import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { clbRefusals } from '../refusals.ts';
import { whichLoadBalancer } from './parameters.ts';
import {
  eipsOnLoadBalancers,
  groupsOfLoadBalancer,
  ipv6BandwidthsOn,
  listenersOfLoadBalancers,
  ownLoadBalancer,
} from './rows.ts';
import { loadBalancerResult, viewLoadBalancers } from './view.ts';

/** Shows one load balancer in full. */
export const describeLoadBalancerAttributes = readAction({
  name: 'DescribeLoadBalancerAttributes',
  summary: 'show one load balancer',
  parameters: () => z.object(whichLoadBalancer()),
  result: () =>
    z.object({
      ...loadBalancerResult(),
      Enabled: z.boolean(),
      AllowedPorts: z.array(z.string()),
      LogTopicId: z.string(),
      AccessLog: z.object({
        Enabled: z.boolean(),
        BucketName: z.string(),
        TlsEnabled: z.boolean(),
        TlsProjectId: z.string(),
        TlsTopicId: z.string(),
      }),
      /** Null while there is none. */
      Eip: z
        .object({
          EipAddress: z.string(),
          ISP: z.string(),
          EipBillingType: z.int(),
          Bandwidth: z.int(),
          BandwidthPackageId: z.string(),
          SecurityProtectionTypes: z.array(z.string()),
        })
        .nullable(),
      Ipv6AddressBandwidth: z
        .object({
          Bandwidth: z.int(),
          BandwidthPackageId: z.string(),
          BillingType: z.int(),
          ISP: z.string(),
          NetworkType: z.string(),
        })
        .nullable(),
      Listeners: z.array(z.object({ ListenerId: z.string(), ListenerName: z.string() })),
      ServerGroups: z.array(z.object({ ServerGroupId: z.string(), ServerGroupName: z.string() })),
    }),
  refusals: [clbRefusals.LoadBalancerNotFound],

  async view(tx, { LoadBalancerId }, context) {
    const row =
      (await tx.first(ownLoadBalancer, ownKey(context, LoadBalancerId))) ??
      refuse(clbRefusals.LoadBalancerNotFound);
    const [view = refuse(clbRefusals.LoadBalancerNotFound)] = await viewLoadBalancers(tx, [row]);
    const [eip] = await tx.allOf(eipsOnLoadBalancers, [row.id]);
    const [ipv6] = await tx.allOf(ipv6BandwidthsOn, [row.network_interface_id]);
    const listeners = await tx.allOf(listenersOfLoadBalancers, [row.id]);
    const groups = await tx.all(groupsOfLoadBalancer, { loadBalancerId: row.id });
    return {
      ...view,
      Enabled: true,
      AllowedPorts: JSON.parse(row.allowed_ports) as string[],
      LogTopicId: row.health_check_log_topic_id,
      AccessLog: {
        Enabled: row.access_log_bucket_name !== '',
        BucketName: row.access_log_bucket_name,
        TlsEnabled: row.access_log_tls_topic_id !== '',
        TlsProjectId: row.access_log_tls_project_id,
        TlsTopicId: row.access_log_tls_topic_id,
      },
      Eip: eip
        ? {
            EipAddress: eip.ip_address,
            ISP: eip.isp,
            EipBillingType: eip.billing_type,
            Bandwidth: eip.bandwidth,
            BandwidthPackageId: eip.bandwidth_package_id ?? '',
            SecurityProtectionTypes: JSON.parse(eip.security_protection_types) as string[],
          }
        : null,
      Ipv6AddressBandwidth: ipv6
        ? {
            Bandwidth: ipv6.bandwidth,
            BandwidthPackageId: ipv6.bandwidth_package_id,
            BillingType: ipv6.billing_type,
            ISP: ipv6.isp,
            NetworkType: 'Public',
          }
        : null,
      Listeners: listeners.map(({ id, name }) => ({ ListenerId: id, ListenerName: name })),
      ServerGroups: groups.map(({ id, name }) => ({ ServerGroupId: id, ServerGroupName: name })),
    };
  },
});
