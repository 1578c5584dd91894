import * as z from 'zod';
import { clientToken, flag, id, list, note, text } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';

/** At most 100, because Terraform takes a further entry for the default one. */
const MOST_ENTRIES = 100;

export const PROTOCOLS = ['tcp', 'udp', 'icmp', 'icmpv6', 'gre', 'all'] as const;

const entry = () => ({
  NetworkAclEntryId: id().optional(),
  NetworkAclEntryName: note(text(128, 1), {
    malformed: vpcRefusals.NameMalformed,
    tooLong: vpcRefusals.NameTooLong,
  }).default(''),
  Description: note(text(255), {
    malformed: vpcRefusals.DescriptionMalformed,
    tooLong: vpcRefusals.DescriptionTooLong,
  }).default(''),
  Policy: z.enum(['accept', 'drop']).default('accept'),
  Protocol: z.enum(PROTOCOLS).default('all'),
  Port: z.string().max(64).optional(),
});

const cidr = () => z.string().max(64).optional();

export const updateParameters = () =>
  z.object({
    NetworkAclId: id(),
    UpdateIngressAclEntries: flag().default(false),
    IngressAclEntries: list(
      z.object({ ...entry(), SourceCidrIp: cidr() }),
      MOST_ENTRIES,
    ).optional(),
    UpdateEgressAclEntries: flag().default(false),
    EgressAclEntries: list(
      z.object({ ...entry(), DestinationCidrIp: cidr() }),
      MOST_ENTRIES,
    ).optional(),
    ClientToken: clientToken().optional(),
  });

export type UpdateRequest = z.infer<ReturnType<typeof updateParameters>>;
