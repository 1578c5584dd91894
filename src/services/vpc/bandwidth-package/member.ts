import { type Context, ownKey } from '#core/context.ts';
import type { InPackage } from '#store/schema/bandwidth-package.ts';
import type { Reader, Writer } from '#store/store.ts';
import { changeEipInPackage } from '../eip/package.ts';
import { ownEipToChange } from '../eip/rows.ts';
import { changeIpv6InPackage } from '../ipv6-address-bandwidth/package.ts';
import { ownBandwidthToChange } from '../ipv6-address-bandwidth/rows.ts';

/** An EIP, or the public bandwidth of an IPv6 address: what can be in a package. */
export interface Member {
  readonly id: string;
  readonly family: 4 | 6;
  readonly status: string;
  readonly billingType: number;
  readonly isp: string;
  /** JSON list; undefined for IPv6, whose addresses have no protection of their own. */
  readonly protection: string | undefined;
  /** The package that it is in, '' for none. */
  readonly packageId: string;
}

/** Finds and locks what the caller names by an AllocationId. */
export async function memberNamed(
  tx: Reader,
  allocationId: string,
  context: Context,
): Promise<Member | undefined> {
  const key = ownKey(context, allocationId);
  const eip = await tx.first(ownEipToChange, key);
  const row = eip ?? (await tx.first(ownBandwidthToChange, key));
  return (
    row && {
      id: row.id,
      family: eip ? 4 : 6,
      status: row.status,
      billingType: row.billing_type,
      isp: row.isp,
      protection: eip?.security_protection_types,
      packageId: row.bandwidth_package_id,
    }
  );
}

/** Changes how an EIP, or the public bandwidth of an IPv6 address, is in a package. */
export async function changeMember(
  tx: Writer,
  member: Member,
  to: Partial<InPackage>,
): Promise<void> {
  if (member.family === 4) await changeEipInPackage(tx, member.id, to);
  else await changeIpv6InPackage(tx, member.id, to);
}

/** How it is in no package. */
export const IN_NO_PACKAGE: InPackage = { bandwidth_package_id: '', independent_bandwidth: 0 };
