import { PlaneRefusal } from '../driver.ts';
import {
  configurationLines,
  deviceNameFor,
  type GuestNic,
  nameLines,
  problemsOf,
} from './guest.ts';
import { CommandFailed } from './host.ts';
import { isNic, type ShownLink } from './links.ts';
import type { Namespace } from './namespace.ts';

/** Every link that is in a guest, with its addresses. */
export async function linksIn(namespace: Namespace): Promise<ShownLink[]> {
  const [links, withAddresses] = (await Promise.all([
    namespace.show(['link', 'show']),
    namespace.show(['addr', 'show']),
  ])) as [ShownLink[], ShownLink[]];
  // Only the first shows what a link is called besides, and only the second its addresses.
  const addresses = new Map(withAddresses.map((each) => [each.ifindex, each.addr_info ?? []]));
  return links.map((link) => ({ ...link, addr_info: addresses.get(link.ifindex) ?? [] }));
}

/** What a person has to know of a NIC that does not get in. */
const cannot = ({ nic, mark }: GuestNic, why: string) =>
  new PlaneRefusal(`${nic.id} cannot be plugged into ${mark.instanceId}: ${why}`);

/**
 * Configures a NIC inside its instance, whose links are `links`, and looks whether it is there as
 * it should be. @throws PlaneRefusal when it is not
 */
export async function configure(
  namespace: Namespace,
  guestNic: GuestNic,
  links: readonly ShownLink[],
): Promise<void> {
  const { nic, mark } = guestNic;
  const isMine = isNic(mark.planeId, nic.id);
  const link = links.find(isMine);
  if (link === undefined) throw cannot(guestNic, 'its link is not there');
  const device = deviceNameFor(guestNic, links);
  if ('takenBy' in device) {
    throw cannot(
      guestNic,
      `the name ${device.takenBy} belongs to a device there that is not Tenon's: rename or remove it`,
    );
  }
  const said = await outputOf(
    namespace.ip([
      ...nameLines(guestNic, link, device.name),
      ...configurationLines(guestNic, link),
    ]),
  );
  const problems = async () => problemsOf(guestNic, (await linksIn(namespace)).find(isMine));
  let left = await problems();
  if (left.length > 0 && nic.addresses.some((address) => address.includes(':'))) {
    // Containers are often started with IPv6 switched off for every device.
    await namespace.sysctl({ [`net.ipv6.conf.${device.name}.disable_ipv6`]: 0 }).catch(() => {});
    said.push(...(await outputOf(namespace.ip(configurationLines(guestNic, link)))));
    left = await problems();
  }
  if (left.length > 0) throw cannot(guestNic, [...left, ...said].join('; '));
}

/** What failed of a batch: what matters is what is there afterwards. */
async function outputOf(batch: Promise<void>): Promise<string[]> {
  try {
    await batch;
    return [];
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.killed) throw error;
    return error.failures.map(({ line, output }) => `${line}: ${output}`);
  }
}
