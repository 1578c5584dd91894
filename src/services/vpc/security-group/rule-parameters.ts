import * as z from 'zod';
import { id, integer, notOffered } from '#core/parameters.ts';
import { description } from '../names.ts';
import { blockText } from '../subnet/range.ts';

export const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6', 'gre', 'all'] as const;
export const POLICIES = ['accept', 'drop'] as const;

/** The documented range of a rule's priority; a smaller number has precedence. */
export const priority = () => integer(1, 100);

/** An IPv4 or IPv6 block, in any spelling. */
export const cidrIp = () =>
  z
    .string()
    .max(64)
    .refine((cidr) => blockText(cidr) !== undefined, 'it must be a block: 10.0.0.0/8');

const NARROWER = 'rules here know the peer and the ports of the group alone';

/**
 * The parameters that identify a rule: its group, traffic and peer. A precondition checks the
 * ports.
 */
export const ruleParameters = () => ({
  SecurityGroupId: id(),
  Protocol: z.enum(PROTOCOLS),
  PortStart: z.int(),
  PortEnd: z.int(),
  CidrIp: cidrIp().optional(),
  SourceGroupId: id().optional(),
  PrefixListId: id().optional(),
  Description: description().optional(),
  // Only the vendor's API explorer has these three. Ignoring them would allow more traffic than
  // requested.
  SourcePortStart: notOffered(z.int(), NARROWER).optional(),
  SourcePortEnd: notOffered(z.int(), NARROWER).optional(),
  LocalCidrIp: notOffered(z.string().max(64), NARROWER).optional(),
});

/** The same, with the vendor's defaults for absent parameters. */
export const wholeRuleParameters = () => ({
  ...ruleParameters(),
  Policy: z.enum(POLICIES).default('accept'),
  Priority: priority().default(1),
});
