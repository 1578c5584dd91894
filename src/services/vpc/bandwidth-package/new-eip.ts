import { type Context, ownKey } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import type { JoinFacts } from './member.rules.ts';
import { ownBandwidthPackageToChange } from './rows.ts';

/** An EIP that is about to be made. */
interface NewEip {
  readonly bandwidthPackageId: string | undefined;
  readonly billingType: number;
  readonly isp: string | undefined;
  readonly securityProtectionTypes: readonly string[] | undefined;
}

/** What decides whether a new EIP may be in the package that it names, which is locked. */
export async function newEipInPackage(
  tx: Reader,
  context: Context,
  eip: NewEip | undefined,
): Promise<JoinFacts> {
  const id = eip?.bandwidthPackageId;
  return {
    bandwidthPackageId: id,
    bandwidthPackage:
      id === undefined
        ? undefined
        : await tx.first(ownBandwidthPackageToChange, ownKey(context, id)),
    joining: eip && {
      family: 4,
      billingType: eip.billingType,
      isp: eip.isp ?? 'BGP',
      protection: JSON.stringify(eip.securityProtectionTypes ?? []),
    },
  };
}
