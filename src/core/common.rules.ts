import type { QuotaName } from '#world/world.ts';
import type { Rule } from './action.ts';
import type { Refusal } from './refusal.ts';

/*
 * The rules that every kind of resource has. The resource's own `<resource>.rules.ts` makes them
 * once, with its refusals and the name by which facts hold it; its actions list them.
 */

/** Facts that hold a row as `K`, which is undefined where there is no such row. */
export type Holding<K extends string, R> = { readonly [P in K]: R | undefined };

/** Lets a rule speak of a row that the facts hold; of one that is not there it says `absent`. */
export function saying<K extends string>(key: K, absent: string) {
  return <R>(say: (row: R) => string) =>
    (facts: Holding<K, R>): string => {
      const row = facts[key];
      return row === undefined ? absent : say(row);
    };
}

/** The resource is there. `noun` says what it is: `there is no such VPC`. */
export function exists<K extends string>(
  refusal: Refusal,
  key: K,
  noun: string,
): Rule<Holding<K, { readonly id: string }>> {
  return thereIs(
    refusal,
    key,
    saying(key, `there is no such ${noun}`)(({ id }) => `${id} exists`),
  );
}

/** The same, where facts do not hold the id: `the EIP exists`. */
export function existsUnnamed<K extends string>(
  refusal: Refusal,
  key: K,
  noun: string,
): Rule<Holding<K, object>> {
  return thereIs(
    refusal,
    key,
    saying(key, `there is no such ${noun}`)(() => `the ${noun} exists`),
  );
}

/** The same, in words of the action's own. */
export function thereIs<K extends string, F extends Holding<K, object>>(
  refusal: Refusal,
  key: K,
  because: (facts: F) => string,
): Rule<F> {
  return { refusal, broken: (facts) => facts[key] === undefined, because };
}

/** No cloud service manages the resource. */
export function notServiceManaged<K extends string>(
  refusal: Refusal,
  key: K,
  noun: string,
): Rule<Holding<K, { readonly service_managed: number }>> {
  return {
    refusal,
    broken: (facts) => {
      const row = facts[key];
      return row && row.service_managed === 1;
    },
    because: saying(
      key,
      `there is no such ${noun}`,
    )(({ service_managed }) => `ServiceManaged is ${service_managed === 1}`),
  };
}

/** The resource is in one of `statuses`. `absent` is said of one that is not there. */
export function inStatus<K extends string>(
  refusal: Refusal,
  key: K,
  noun: string,
  statuses: readonly string[],
  absent = `the ${noun} is absent`,
): Rule<Holding<K, { readonly status: string }>> {
  return {
    refusal,
    broken: (facts) => {
      const row = facts[key];
      return row && !statuses.includes(row.status);
    },
    because: saying(key, absent)(({ status }) => `the ${noun} is ${status}`),
  };
}

/**
 * One more fits into the quota of the account in its region; the facts say how many as `key`. No
 * parameter is to blame for it, so the reason says what would help.
 */
export function withinQuota<K extends string>(
  refusal: Refusal,
  quota: QuotaName,
  key: K,
): Rule<{ readonly [P in K]: number }> {
  return {
    refusal,
    broken: (facts) => facts[key] < 1,
    because: (facts) => quotaText(facts[key], quota),
  };
}

/** How much is left of a quota, and where it is set. */
export const quotaText = (left: number, quota: QuotaName): string =>
  `${Math.max(0, left)} are left of the quota ${quota}, which a world file sets`;

/** The rule where `applies`, and nothing elsewhere; what the rule leaves open stays open. */
export function onlyWhere<F, G>(applies: (facts: F) => boolean, rule: Rule<G>): Rule<F & G> {
  return {
    ...rule,
    broken: (facts) => rule.broken(facts) && applies(facts),
  } as Rule<F & G>;
}
