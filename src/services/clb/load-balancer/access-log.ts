import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { clbRefusals } from '../refusals.ts';
import { activeLoadBalancer, type LoadBalancerFacts } from './load-balancer.rules.ts';
import { whichLoadBalancer } from './parameters.ts';
import { ownLoadBalancerToChange } from './rows.ts';

/** Object storage or the log service. */
const deliveryType = () => z.enum(['tos', 'tls']).default('tos');

interface EnableFacts extends LoadBalancerFacts {
  readonly deliveryType: string;
  /** What the place needs and was not given. */
  readonly lacks: string | undefined;
}

/** What is needed for what is Terraform's. */
const enableRules: readonly Rule<EnableFacts>[] = [
  {
    refusal: clbRefusals.AccessLogPlaceMissing,
    parameter: ({ lacks }) => lacks ?? 'DeliveryType',
    args: ({ lacks }) => [lacks ?? ''],
    broken: ({ lacks }) => lacks !== undefined,
    because: ({ deliveryType, lacks }) =>
      `DeliveryType is ${deliveryType}, ${lacks ?? 'nothing'} is not given`,
  },
  ...activeLoadBalancer,
];

/** Records where the access log of a load balancer is to go. Nothing is logged. */
export const enableAccessLog = writeAction({
  name: 'EnableAccessLog',
  summary: 'say where the access log of a load balancer goes, which is recorded',
  parameters: () =>
    z.object({
      ...whichLoadBalancer(),
      DeliveryType: deliveryType(),
      BucketName: text(63).optional(),
      TlsProjectId: text(128).optional(),
      TlsTopicId: text(128).optional(),
    }),
  result: () => z.object({}),
  rules: enableRules,

  async facts(tx, input, context) {
    const { LoadBalancerId, DeliveryType } = input;
    const needs = DeliveryType === 'tos' ? (['BucketName'] as const) : TLS;
    return {
      loadBalancer: await tx.first(ownLoadBalancerToChange, ownKey(context, LoadBalancerId)),
      deliveryType: DeliveryType,
      lacks: needs.find((name) => !input[name]),
    };
  },

  async change(tx, { deliveryType }, input) {
    await tx.update(
      'load_balancer',
      input.LoadBalancerId,
      deliveryType === 'tos'
        ? { access_log_bucket_name: input.BucketName ?? '' }
        : {
            access_log_tls_project_id: input.TlsProjectId ?? '',
            access_log_tls_topic_id: input.TlsTopicId ?? '',
          },
    );
    return {};
  },
});

const TLS = ['TlsProjectId', 'TlsTopicId'] as const;

/** Ends the access log of a load balancer in one place. Where there is none, nothing changes. */
export const disableAccessLog = writeAction({
  name: 'DisableAccessLog',
  summary: 'end the access log of a load balancer',
  parameters: () => z.object({ ...whichLoadBalancer(), DeliveryType: deliveryType() }),
  result: () => z.object({}),
  rules: activeLoadBalancer,

  async facts(tx, { LoadBalancerId }, context) {
    return {
      loadBalancer: await tx.first(ownLoadBalancerToChange, ownKey(context, LoadBalancerId)),
    };
  },

  async change(tx, _, { LoadBalancerId, DeliveryType }) {
    await tx.update(
      'load_balancer',
      LoadBalancerId,
      DeliveryType === 'tos'
        ? { access_log_bucket_name: '' }
        : { access_log_tls_project_id: '', access_log_tls_topic_id: '' },
    );
    return {};
  },
});
