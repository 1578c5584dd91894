import { type Owner, ownRows } from '#store/owned.ts';
import type { Db } from '#store/schema.ts';
import { ipv6Text } from '../subnet/range.ts';
import type { TagFilter } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';

export interface BandwidthFilters {
  readonly AllocationIds?: readonly string[] | undefined;
  readonly Ipv6Addresses?: readonly string[] | undefined;
  readonly VpcId?: string | undefined;
  readonly AssociatedInstanceId?: string | undefined;
  readonly AssociatedInstanceType?: string | undefined;
  readonly NetworkType?: string | undefined;
  readonly ISP?: string | undefined;
  readonly BandwidthPackageId?: string | undefined;
  readonly ProjectName?: string | undefined;
  readonly TagFilters?: readonly TagFilter[] | undefined;
}

/** An account's public bandwidths of IPv6 addresses that meet every condition. */
export function matching(db: Db, owner: Owner, input: BandwidthFilters) {
  let select = ownRows(db, 'ipv6_address_bandwidth', owner, {
    vpc_id: input.VpcId,
    bandwidth_package_id: input.BandwidthPackageId,
    isp: input.ISP,
    project_name: input.ProjectName,
  });
  if (input.AllocationIds) {
    select = select.where('ipv6_address_bandwidth.id', 'in', input.AllocationIds);
  }
  if (input.Ipv6Addresses) {
    const addresses = input.Ipv6Addresses.map((text) => ipv6Text(text) ?? text);
    select = select.where('ipv6_address_bandwidth.ipv6_address', 'in', addresses);
  }
  // An address without public bandwidth is not listed here.
  if (input.NetworkType === 'Private') {
    select = select.where('ipv6_address_bandwidth.id', '=', '');
  }
  if (input.AssociatedInstanceId !== undefined || input.AssociatedInstanceType !== undefined) {
    select = associated(select, input);
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ipv6_address_bandwidth.id', filters));
  }
  return select;
}

type Select = ReturnType<typeof plain>;
const plain = (db: Db) => db.selectFrom('ipv6_address_bandwidth');

/** The bandwidths of an instance, or of an interface that is on none, as the view shows it. */
function associated(select: Select, input: BandwidthFilters): Select {
  return select.where((where) => {
    let holder = where
      .selectFrom('network_interface')
      .select('network_interface.id')
      .whereRef('network_interface.id', '=', 'ipv6_address_bandwidth.network_interface_id');
    const { AssociatedInstanceId: id, AssociatedInstanceType: type } = input;
    if (id !== undefined) {
      holder = holder.where((one) =>
        one.or([
          one('network_interface.instance_id', '=', id),
          one.and([
            one('network_interface.id', '=', id),
            one('network_interface.instance_id', 'is', null),
          ]),
        ]),
      );
    }
    if (type === 'EcsInstance')
      holder = holder.where('network_interface.instance_id', 'is not', null);
    else if (type === 'NetworkInterface') {
      holder = holder.where('network_interface.instance_id', 'is', null);
    } else if (type !== undefined) holder = holder.where('network_interface.id', '=', '');
    return where.exists(holder);
  });
}
