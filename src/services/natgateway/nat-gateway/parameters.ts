import * as z from 'zod';

export const NETWORK_TYPES = ['internet', 'intranet'] as const;

export const networkType = () => z.enum(NETWORK_TYPES);

/** How much a NAT gateway carries. */
export const spec = () => z.enum(['Small', 'Medium', 'Large', 'Extra_Large_1', 'Extra_Large_2']);

/** How a NAT gateway is paid for. Source: CreateNatGateway, docs 6404/79662. */
export const BILLING = { subscription: 1, bySpecification: 2, byUsage: 3 } as const;

/** Which lengths a subscription may have, by unit. Source: CreateNatGateway. */
const PERIODS: Readonly<Record<'Month' | 'Year', readonly number[]>> = {
  Month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36],
  Year: [1, 2, 3],
};

export const isPeriod = (unit: 'Month' | 'Year', period: number): boolean =>
  PERIODS[unit].includes(period);
