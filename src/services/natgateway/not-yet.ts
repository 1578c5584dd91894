type Lost = Readonly<Record<string, string>>;

/** Actions that are missing together, for one reason. */
const family = (lost: string, ...actions: readonly string[]): Lost =>
  Object.fromEntries(actions.map((action) => [action, lost]));

/**
 * Actions that the vendor has and Tenon does not carry out yet, with what users miss.
 * They are answered with 501, and docs/actions.md lists them.
 */
export const NOT_YET: Lost = {
  ...family(
    'no NAT IP is limited to a bandwidth',
    'CreateNatIpLimitRule',
    'DeleteNatIpLimitRule',
    'DescribeNatIpLimitRules',
    'ModifyNatIpLimitRuleAttributes',
  ),
  ...family(
    'sessions of NAT gateways are not logged',
    'CreateSessionLog',
    'DeleteSessionLog',
    'DescribeSessionLog',
    'DisableSessionLog',
    'EnableSessionLog',
    'ModifySessionLog',
  ),
};
