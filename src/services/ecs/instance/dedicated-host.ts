const ANY = 'any dedicated host';

/**
 * The dedicated host that a placement asks for: a named one, any, or none. A cluster of hosts, the
 * tenancy `Host` and the affinity to a host make no sense on a shared one.
 */
export function dedicatedHost(placement: {
  readonly Affinity?: string | undefined;
  readonly DedicatedHostClusterId?: string | undefined;
  readonly DedicatedHostId?: string | undefined;
  readonly Tenancy?: string | undefined;
}): string | undefined {
  const { Affinity, DedicatedHostClusterId, DedicatedHostId, Tenancy } = placement;
  const named = DedicatedHostId ?? DedicatedHostClusterId;
  return named ?? (Tenancy === 'Host' || Affinity === 'Host' ? ANY : undefined);
}
