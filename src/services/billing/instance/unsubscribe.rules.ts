import type { Rule } from '#core/action.ts';
import {
  type DeleteFacts as BalancerFacts,
  unsubscribeRules as balancerRules,
} from '#services/clb/load-balancer/delete.rules.ts';
import {
  unsubscribeRules as instanceRules,
  type OperateFacts,
} from '#services/ecs/instance/operate.rules.ts';
import {
  type DeleteFacts as NatFacts,
  unsubscribeRules as natRules,
} from '#services/natgateway/nat-gateway/delete.rules.ts';
import {
  type DeleteFacts as PackageFacts,
  unsubscribeRules as packageRules,
} from '#services/vpc/bandwidth-package/delete.rules.ts';
import {
  unsubscribeRules as eipRules,
  type ReleaseFacts,
} from '#services/vpc/eip/release.rules.ts';
import { billingRefusals } from '../refusals.ts';

export interface UnsubscribeFacts {
  readonly product: string;
  /** Absent when another product is meant. */
  readonly eip: ReleaseFacts | undefined;
  readonly bandwidthPackage: PackageFacts | undefined;
  readonly natGateway: NatFacts | undefined;
  readonly loadBalancer: BalancerFacts | undefined;
  readonly instance: OperateFacts | undefined;
}

/** A rule of one product; for other products it is not broken. */
function ofProduct<F>(of: (facts: UnsubscribeFacts) => F | undefined) {
  return (rule: Rule<F>): Rule<UnsubscribeFacts> => ({
    refusal: rule.refusal,
    // The product's rules name their own parameters; here one parameter names the resource.
    parameter: 'InstanceID',
    broken: (facts) => {
      const own = of(facts);
      return own && rule.broken(own);
    },
    because: (facts) => {
      const own = of(facts);
      return own ? rule.because(own) : `Product is ${facts.product}`;
    },
  });
}

/** The preconditions of UnsubscribeInstance: those of each product. */
export const unsubscribeRules: readonly Rule<UnsubscribeFacts>[] = [
  {
    refusal: billingRefusals.ProductUnsupported,
    parameter: 'Product',
    broken: ({ eip, bandwidthPackage, natGateway, loadBalancer, instance }) =>
      (eip ?? bandwidthPackage ?? natGateway ?? loadBalancer ?? instance) === undefined,
    because: ({ product }) => `Product is ${product}`,
  },
  ...eipRules.map(ofProduct(({ eip }) => eip)),
  ...packageRules.map(ofProduct(({ bandwidthPackage }) => bandwidthPackage)),
  ...natRules.map(ofProduct(({ natGateway }) => natGateway)),
  ...balancerRules.map(ofProduct(({ loadBalancer }) => loadBalancer)),
  ...instanceRules.map(ofProduct(({ instance }) => instance)),
];
