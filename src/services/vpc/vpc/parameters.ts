import * as z from 'zod';
import { flag, integer, list, note } from '#core/parameters.ts';
import { ipv4Number, ipv6Text } from '../subnet/range.ts';

/** The only carrier that is offered in every region. */
export const BGP = 'BGP';

/** How a request names the IPv6 block of a VPC. */
export const ipv6Details = () => ({
  Ipv6CidrBlock: z.string().max(64).optional(),
  Ipv6Isp: z
    .enum([
      BGP,
      'ChinaMobile',
      'ChinaTelecom',
      'ChinaUnicom',
      'ChinaMobile_Value',
      'ChinaTelecom_Value',
      'ChinaUnicom_Value',
    ])
    .optional(),
  Ipv6MaskLen: integer(1, 128).optional(),
  SpecificEgress: z.string().max(256).optional(),
});

export const IPV6_INERT = {
  SpecificEgress: 'nothing shows it, and no traffic leaves for anywhere',
} as const;

/** How CreateVpc and ModifyVpcAttributes ask for IPv6. */
export const ipv6Parameters = () => ({ EnableIpv6: flag().optional(), ...ipv6Details() });

const MOST_DNS_SERVERS = 5;
const NO_ADDRESS = 'it must be an address of IPv4 or IPv6';

export const dnsServers = () =>
  list(z.string().max(64).refine(isAddress, NO_ADDRESS), MOST_DNS_SERVERS);

/**
 * The same, except that one empty address clears the list: Terraform sends `DnsServers.1=` for
 * that.
 */
export const clearableDnsServers = () =>
  list(
    note(
      z
        .string()
        .max(64)
        .refine((address) => address === '' || isAddress(address), NO_ADDRESS),
      { keepsEmpty: true },
    ),
    MOST_DNS_SERVERS,
  );

function isAddress(text: string): boolean {
  return ipv4Number(text) !== undefined || ipv6Text(text) !== undefined;
}
