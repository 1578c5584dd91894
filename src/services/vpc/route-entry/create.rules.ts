import type { Rule } from '#core/action.ts';
import { prefixListIsAvailable } from '../prefix-list/prefix-list.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { type RouteTableFacts, routeTableExists } from '../route-table/route-table.rules.ts';
import { vpcIsAvailable } from '../vpc/vpc.rules.ts';
import { type NextHopFacts, nextHopRules } from './next-hop.rules.ts';

export interface CreateFacts extends RouteTableFacts, NextHopFacts {
  readonly vpc: { readonly status: string } | undefined;
  readonly destination: string | undefined;
  readonly prefixListId: string | undefined;
  /** The named prefix list; undefined when there is none. */
  readonly prefixList: { readonly status: string } | undefined;
  /** The VPC or subnet whose block is the destination, if there is one. */
  readonly own: string | undefined;
  /** A route of the table with the same destination, if there is one. */
  readonly twin: string | undefined;
  /** How many routes it counts as: a prefix list counts as many as it may have entries. */
  readonly weight: number;
  readonly used: number;
  readonly allowed: number;
}

/** The preconditions of CreateRouteEntry; its page's table was not seen, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    parameter: 'DestinationCidrBlock',
    args: () => ['DestinationCidrBlock'],
    broken: ({ destination }) => destination === undefined,
    because: ({ destination }) => `DestinationCidrBlock is ${destination ?? 'not given'}`,
  },
  routeTableExists,
  vpcIsAvailable,
  {
    refusal: vpcRefusals.PrefixListNotFound,
    broken: ({ prefixListId, prefixList }) => prefixListId !== undefined && !prefixList,
    because: ({ prefixListId, prefixList }) =>
      prefixListId === undefined
        ? 'the route leads to no prefix list'
        : `${prefixListId} ${prefixList ? 'exists' : 'does not exist'}`,
  },
  prefixListIsAvailable,
  ...nextHopRules,
  {
    refusal: vpcRefusals.RouteEntryConflict,
    args: ({ own }) => [`the cidr block of ${own ?? ''}`],
    broken: ({ own }) => own !== undefined,
    because: ({ own }) => `it is the block of ${own ?? 'neither the VPC nor a subnet'}`,
  },
  {
    refusal: vpcRefusals.RouteEntryConflict,
    args: ({ twin }) => [`the route entry ${twin ?? ''}`],
    broken: ({ twin }) => twin !== undefined,
    because: ({ twin }) => `${twin ?? 'no route of the table'} has the destination`,
  },
  {
    refusal: vpcRefusals.RouteEntryQuota,
    parameter: 'RouteTableId',
    broken: ({ used, weight, allowed }) => used + weight > allowed,
    because: ({ used, weight, allowed }) =>
      `the table counts ${used} custom routes of ${allowed}, and this one ${weight}`,
  },
];
