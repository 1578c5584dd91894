/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss.
 * They are answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Readonly<Record<string, string>> = {
  ListAvailableInstances: 'subscriptions are seen in the Describe actions of each resource',
  QueryBalanceAcct: 'there is no money, so there is no balance',
  QueryPriceForPayAsYouGo: 'nothing costs anything',
  QueryPriceForRenew: 'nothing costs anything',
  QueryPriceForSubscription: 'nothing costs anything',
  RenewInstance: 'a subscription cannot be made longer',
  SetRenewalType: 'no subscription renews itself',
};
