import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id, integer, list, notOffered } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { newEipInPackage } from '../bandwidth-package/new-eip.ts';
import { BILLING } from '../billing-types.ts';
import { creationParameters } from '../creation-parameters.ts';
import { ownIpAddressPoolToChange, poolWith } from '../ip-address-pool/rows.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { allocateRules } from './allocate.rules.ts';
import { bandwidth } from './bandwidth.ts';
import { makeEip } from './make.ts';
import { isp } from './parameters.ts';
import { isTaken } from './pool.ts';
import { mayBeNamed } from './public-blocks.ts';
import { isPeriod, subscriptionEnd } from './subscription.ts';

const AUTOMATIC_RENEWAL = 2;

const parameters = () =>
  z.object({
    // Required by the pages of both sites (docs 6402/71034), not flagged so by the SDK.
    BillingType: integer(1, 3),
    Bandwidth: bandwidth().default(1),
    ISP: isp().default('BGP'),
    Name: resourceName().optional(),
    Description: description().optional(),
    IpAddress: z.string().max(64).optional(),
    Period: integer(1, 60).default(1),
    PeriodUnit: integer(1, 2).default(1),
    RenewType: integer(1, 3).default(1),
    RenewPeriodTimes: integer(1, 12)
      .refine((months) => [1, 2, 3, 6, 12].includes(months), 'it must be one of 1, 2, 3, 6, 12')
      .optional(),
    SecurityProtectionTypes: list(z.enum(['AntiDDoS_Enhanced']), 1).optional(),
    SecurityProtectionInstanceId: z.int().optional(),
    BandwidthPackageId: id().optional(),
    IpAddressPoolId: id().optional(),
    ...creationParameters(),
    IsAtomic: flag().optional(),
    IsPreorder: flag().optional(),
    ServiceManaged: notOffered(flag(), 'only a cloud service makes such EIPs').optional(),
    SpecificEgress: z.enum(['KUL', 'MNL', 'SGN', 'BKK', 'TPE', 'LAX', 'DFW', 'IAD']).optional(),
  });

/** Gives the account a public address. It is Available at once. */
export const allocateEipAddress = writeAction({
  name: 'AllocateEipAddress',
  summary: 'allocate an elastic public IPv4 address',
  parameters,
  result: () => z.object({ AllocationId: z.string(), EipAddress: z.string() }),
  inert: {
    SecurityProtectionInstanceId: 'nothing shows it, and no traffic is protected here',
    IsAtomic: 'one EIP is allocated or none',
    IsPreorder: 'there is no money here, so there are no orders',
    SpecificEgress: 'nothing shows it, and no traffic leaves for anywhere',
  },
  rules: allocateRules,
  refusals: [vpcRefusals.EipPoolEmpty],

  async facts(tx, input, context) {
    const { IpAddress } = input;
    const subscribed = input.BillingType === BILLING.subscription;
    return {
      bandwidth: input.Bandwidth,
      bandwidthAllowed: input.BillingType === BILLING.byTraffic ? 200 : 500,
      billingType: input.BillingType,
      isp: input.ISP,
      periodSold: !subscribed || isPeriod(input.PeriodUnit, input.Period),
      renewsAutomatically: subscribed && input.RenewType === AUTOMATIC_RENEWAL,
      renewPeriodTimes: input.RenewPeriodTimes,
      securityProtectionTypes: input.SecurityProtectionTypes ?? [],
      securityProtectionInstanceId: input.SecurityProtectionInstanceId,
      ipAddressPoolId: input.IpAddressPoolId,
      ipAddressPool:
        input.IpAddressPoolId === undefined
          ? undefined
          : await tx.first(ownIpAddressPoolToChange, ownKey(context, input.IpAddressPoolId)),
      ...(await newEipInPackage(tx, context, {
        bandwidthPackageId: input.BandwidthPackageId,
        billingType: input.BillingType,
        isp: input.ISP,
        securityProtectionTypes: input.SecurityProtectionTypes,
      })),
      poolOfAddress:
        IpAddress === undefined ? undefined : await poolWith(tx, context.region.id, IpAddress),
      ipAddress: IpAddress,
      ipAddressNameable: IpAddress !== undefined && mayBeNamed(IpAddress),
      ipAddressTaken: IpAddress !== undefined && (await isTaken(tx, context.region.id, IpAddress)),
      quotaLeft: await remainingQuota(tx, context, 'Eips'),
    };
  },

  async change(tx, _, input, context) {
    const subscribed = input.BillingType === BILLING.subscription;
    const { id, address } = await makeEip(tx, context, {
      accountId: context.accountId,
      address: input.IpAddress,
      name: input.Name,
      description: input.Description,
      projectName: input.ProjectName,
      isp: input.ISP,
      bandwidth: input.Bandwidth,
      billingType: input.BillingType,
      expiresAt: subscribed ? subscriptionEnd(tx.now, input.PeriodUnit, input.Period) : undefined,
      securityProtectionTypes: input.SecurityProtectionTypes,
      bandwidthPackageId: input.BandwidthPackageId,
      ipAddressPoolId: input.IpAddressPoolId,
      tags: input.Tags,
    });
    return { AllocationId: id, EipAddress: address };
  },
});
