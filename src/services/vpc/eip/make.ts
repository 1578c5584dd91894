import type { Context } from '#core/context.ts';
import { requireQuota, reserveQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import { BILLING } from '../billing-types.ts';
import { DEFAULT_PROJECT } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';
import { freeAddress, isTaken } from './pool.ts';

/** What a new EIP is made of. What is absent takes the vendor's default. */
export interface EipSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  /** A dotted IPv4 address; absent for a free one from the pool. */
  readonly address?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly projectName?: string | undefined;
  readonly isp?: string | undefined;
  /** Mbps. */
  readonly bandwidth?: number | undefined;
  /** One of {@link BILLING}; absent for billing by traffic. */
  readonly billingType?: number | undefined;
  /** When a subscription ends, in milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
  readonly securityProtectionTypes?: readonly string[] | undefined;
  /** The bandwidth package that it is in. */
  readonly bandwidthPackageId?: string | undefined;
  /** The IP address pool that the address is of; a free one of it, if none is named. */
  readonly ipAddressPoolId?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

export interface MadeEip {
  readonly id: string;
  readonly address: string;
}

/**
 * Makes an EIP that is Available at once and bound to nothing.
 * @throws Refused QuotaExceeded.Eip, and when the address is taken or the pool is empty.
 */
export async function makeEip(tx: Writer, context: Context, spec: EipSpec): Promise<MadeEip> {
  const id = spec.id ?? context.ids.resource(RESOURCES.eip.idPrefix);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  await requireQuota(tx, context, 'Eips', vpcRefusals.EipQuota);
  await reserveQuota(tx, owner, 'Eips', 1);
  const address = spec.address ?? (await freeAddress(tx, context, spec.ipAddressPoolId));
  if (spec.address !== undefined && (await isTaken(tx, owner.region, address))) {
    refuse(vpcRefusals.EipAddressInUse);
  }
  await tx.insert('eip', {
    ...owner,
    project_name: spec.projectName ?? DEFAULT_PROJECT,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: 'Available',
    ip_address: address,
    isp: spec.isp ?? 'BGP',
    bandwidth: spec.bandwidth ?? 1,
    billing_type: spec.billingType ?? BILLING.byTraffic,
    ...UNBOUND,
    security_protection_types: JSON.stringify(spec.securityProtectionTypes ?? []),
    expires_at: spec.expiresAt ?? 0,
    ...NOT_UPGRADED,
    bandwidth_package_id: spec.bandwidthPackageId ?? '',
    independent_bandwidth: 0,
    ip_address_pool_id: spec.ipAddressPoolId ?? '',
    log_project_name: '',
    log_topic_name: '',
  });
  tx.touchNothing();
  await addTags(tx, owner, 'eip', spec.tags);
  return { id, address };
}

/** The columns of an EIP with its own bandwidth. */
export const NOT_UPGRADED = { upgraded_bandwidth: 0, upgrade_ends_at: 0 } as const;

/** The columns of an EIP that is bound to nothing. */
export const UNBOUND = {
  instance_type: '',
  instance_id: '',
  network_interface_id: null,
  private_ip_address: '',
  release_with_instance: 0,
} as const;
