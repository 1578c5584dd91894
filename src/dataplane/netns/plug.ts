import { PlaneRefusal } from '../driver.ts';
import {
  configurationLines,
  deviceNameFor,
  type GuestNic,
  nameLines,
  problemsOf,
} from './guest.ts';
import { CommandFailed, type LineFailure } from './host.ts';
import { isNic, type ShownLink } from './links.ts';
import type { OpenNamespace } from './namespace.ts';

/** Every link that is in a guest, with its addresses. */
export async function linksIn(namespace: OpenNamespace): Promise<ShownLink[]> {
  const { shown } = await namespace.runAndShow([], ['link show', 'addr show']);
  const [links = [], withAddresses = []] = shown as ShownLink[][];
  // Only the first shows what a link is called besides, and only the second its addresses.
  const addresses = new Map(withAddresses.map((each) => [each.ifindex, each.addr_info ?? []]));
  return links.map((link) => ({ ...link, addr_info: addresses.get(link.ifindex) ?? [] }));
}

/** What a person has to know of a NIC that does not get in. */
const cannot = ({ nic, mark }: GuestNic, why: string) =>
  new PlaneRefusal(`${nic.id} cannot be plugged into ${mark.instanceId}: ${why}`);

/** The guest's end of a pair that was just made, as nobody has changed it yet. */
export interface NewLink {
  readonly ifindex: number;
  readonly ifname: string;
}

/**
 * Configures a NIC that was just made, without looking first. False when something is not as it should
 * be then, such as a name that somebody else's device has: whoever calls looks what is there.
 */
export async function configureNew(
  namespace: OpenNamespace,
  guestNic: GuestNic,
  { ifindex, ifname }: NewLink,
  name: string,
): Promise<boolean> {
  const link = { ifindex, ifname, flags: [], address: guestNic.nic.mac };
  const naming = nameLines(guestNic, link, name);
  const { links, failures } = await run(namespace, [
    ...naming,
    ...configurationLines(guestNic, link),
  ]);
  const mine = links.filter(isNic(guestNic.mark.planeId, guestNic.nic.id));
  return (
    mine.length === 1 &&
    mine[0]?.ifname === name &&
    problemsOf(guestNic, mine[0]).length === 0 &&
    !failures.some(({ line }) => naming.includes(line))
  );
}

/**
 * Configures a NIC inside its instance, whose links are `links`, and looks whether it is there as
 * it should be. Resolves to its name there. @throws PlaneRefusal when it is not
 */
export async function configure(
  namespace: OpenNamespace,
  guestNic: GuestNic,
  links: readonly ShownLink[],
): Promise<string> {
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
  const said: string[] = [];
  /** Lines may fail: what matters is what is there afterwards. */
  const change = async (lines: readonly string[]) => {
    const { links: after, failures } = await run(namespace, lines);
    said.push(...failures.map(({ line, output }) => `${line}: ${output}`));
    return problemsOf(guestNic, after.find(isMine));
  };
  let left = await change([
    ...nameLines(guestNic, link, device.name),
    ...configurationLines(guestNic, link),
  ]);
  if (left.length > 0 && nic.addresses.some((address) => address.includes(':'))) {
    // Containers are often started with IPv6 switched off for every device.
    await namespace.sysctl({ [`net.ipv6.conf.${device.name}.disable_ipv6`]: 0 }).catch(() => {});
    left = await change(configurationLines(guestNic, link));
  }
  if (left.length > 0) throw cannot(guestNic, [...left, ...said].join('; '));
  return device.name;
}

const ADDRESSES = ['addr show'];

/** Runs lines in a guest. Resolves to its links afterwards, with their addresses. */
async function run(
  namespace: OpenNamespace,
  lines: readonly string[],
): Promise<{ links: ShownLink[]; failures: readonly LineFailure[] }> {
  try {
    const { shown, failures } = await namespace.runAndShow(lines, ADDRESSES);
    return { links: shown[0] as ShownLink[], failures };
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.killed) throw error;
    // It ended over a line that it could not read.
    const { shown } = await namespace.runAndShow([], ADDRESSES);
    return { links: shown[0] as ShownLink[], failures: error.failures };
  }
}
