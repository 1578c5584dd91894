import * as z from 'zod';
import { type Rule, readAction, writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import { clbRefusals } from '../refusals.ts';
import { activeLoadBalancer } from './load-balancer.rules.ts';
import { whichLoadBalancer } from './parameters.ts';
import { loadBalancersOfTopic, ownLoadBalancerToChange } from './rows.ts';

const logTopicId = () => text(128, 1);

interface TopicFacts {
  readonly loadBalancer: LoadBalancerRow | undefined;
  readonly topicId: string;
}

const because = ({ loadBalancer }: TopicFacts) =>
  `its log topic is ${loadBalancer?.health_check_log_topic_id || 'none'}`;

const attachRules: readonly Rule<TopicFacts>[] = [
  ...activeLoadBalancer,
  {
    refusal: clbRefusals.LogTopicConflict,
    parameter: 'LogTopicId',
    broken: ({ loadBalancer, topicId }) =>
      loadBalancer && !['', topicId].includes(loadBalancer.health_check_log_topic_id),
    because,
  },
];

const detachRules: readonly Rule<TopicFacts>[] = [
  ...activeLoadBalancer,
  {
    refusal: clbRefusals.LogTopicNotFound,
    broken: ({ loadBalancer }) => loadBalancer && loadBalancer.health_check_log_topic_id === '',
    because,
  },
];

/** Records to which log topic the health checks of a load balancer go. Nothing is logged. */
export const attachHealthCheckLogTopic = writeAction({
  name: 'AttachHealthCheckLogTopic',
  summary: 'say where the health check log of a load balancer goes, which is recorded',
  parameters: () => z.object({ ...whichLoadBalancer(), LogTopicId: logTopicId() }),
  result: () => z.object({}),
  rules: attachRules,

  facts: async (tx, { LoadBalancerId, LogTopicId }, context) => ({
    loadBalancer: await tx.first(ownLoadBalancerToChange, ownKey(context, LoadBalancerId)),
    topicId: LogTopicId,
  }),

  async change(tx, { topicId }, { LoadBalancerId }) {
    await tx.update('load_balancer', LoadBalancerId, { health_check_log_topic_id: topicId });
    return {};
  },
});

/** Ends the health check log of a load balancer. */
export const detachHealthCheckLogTopic = writeAction({
  name: 'DetachHealthCheckLogTopic',
  summary: 'end the health check log of a load balancer',
  parameters: () => z.object(whichLoadBalancer()),
  result: () => z.object({}),
  rules: detachRules,

  facts: async (tx, { LoadBalancerId }, context) => ({
    loadBalancer: await tx.first(ownLoadBalancerToChange, ownKey(context, LoadBalancerId)),
    topicId: '',
  }),

  async change(tx, _, { LoadBalancerId }) {
    await tx.update('load_balancer', LoadBalancerId, { health_check_log_topic_id: '' });
    return {};
  },
});

/** Shows whose health checks go to a topic. A topic is known by those alone: there is no log service. */
export const describeHealthCheckLogTopicAttributes = readAction({
  name: 'DescribeHealthCheckLogTopicAttributes',
  summary: 'show which load balancers log their health checks to a topic',
  parameters: () => z.object({ LogTopicId: logTopicId() }),
  result: () => z.object({ LoadBalancerIds: z.array(z.string()) }),
  refusals: [clbRefusals.LogTopicNotFound],

  async view(tx, { LogTopicId }, context) {
    const rows = await tx.all(loadBalancersOfTopic, { ...ownerOf(context), topicId: LogTopicId });
    if (rows.length === 0) refuse(clbRefusals.LogTopicNotFound);
    return { LoadBalancerIds: rows.map(({ id }) => id) };
  },
});
