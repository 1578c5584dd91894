import { Refused, refuse } from '#core/refusal.ts';
import { canonicalAddress, isSix } from '#packet/addresses.ts';
import type { Packet, PacketNetwork, PacketProtocol } from '#packet/packet.ts';
import type { Reader } from '#store/store.ts';
import { controlRefusals } from './refusals.ts';

/** How the ends of a packet are found in the store. The modules that own the tables know. */
export interface PacketSource {
  readonly interfaceEnd: (
    tx: Reader,
    key: { readonly id: string; readonly account_id: string; readonly region: string },
  ) => Promise<End | undefined>;
  readonly interfaceWith: (
    tx: Reader,
    vpcId: string,
    address: string,
  ) => Promise<Pick<End, 'id' | 'status'> | undefined>;
  readonly eipWith: (
    tx: Reader,
    address: string,
  ) => Promise<
    { readonly id: string; readonly status: string; readonly vpcId: string | undefined } | undefined
  >;
  readonly vpcsWith: (tx: Reader, address: string) => Promise<readonly string[]>;
  readonly network: (tx: Reader, id: string) => Promise<PacketNetwork | undefined>;
  readonly isRunning: (tx: Reader, instanceId: string) => Promise<boolean>;
}

/** An interface at one end of a packet. */
interface End {
  readonly id: string;
  readonly vpcId: string;
  readonly status: string;
  readonly addresses: readonly string[];
}

export interface PacketQuery {
  readonly from: string;
  readonly source?: string | undefined;
  readonly to: string;
  readonly protocol?: PacketProtocol | undefined;
  readonly port?: string | undefined;
}

/** A packet with what it may meet; `nowhere` says why it has no destination address. */
export interface Question {
  readonly packet: Packet;
  readonly networks: readonly PacketNetwork[];
  readonly absent: ReadonlyMap<string, string>;
  readonly nowhere: string | undefined;
}

const INTERNET = 'internet';
/** The hosts that answer on the internet of the data plane: of the ranges for documentation. */
const INTERNET_HOST = { 4: '198.51.100.1', 6: '2001:db8:ffff::1' } as const;
const LAST_PORT = 65_535;

type Family = 4 | 6;
const familyOf = (address: string): Family => (isSix(address) ? 6 : 4);
const firstOf = (end: End, family: Family) =>
  end.addresses.find((address) => familyOf(address) === family);

/** Finds both ends. @throws Refused for what makes no packet, or is not there. */
export async function readQuestion(
  tx: Reader,
  source: PacketSource,
  owner: { readonly account_id: string; readonly region: string },
  query: PacketQuery,
): Promise<Question> {
  const nicOf = async (id: string) =>
    (await source.interfaceEnd(tx, { id, ...owner })) ??
    refuse(controlRefusals.NoSuchInterface, id, owner.account_id, owner.region);
  const sender = query.from === INTERNET ? undefined : await nicOf(query.from);
  const given = canonicalAddress(query.to) ?? (query.to === INTERNET ? INTERNET : undefined);
  const receiver = given === undefined ? await nicOf(query.to) : undefined;
  if (sender === undefined && given === INTERNET) wrong('to', 'both ends are the internet');
  const { address, family } = readSource(query, sender, receiver);
  const ends = { sender, receiver, given: given === INTERNET ? INTERNET_HOST[family] : given };

  const networks = new Networks(tx, source);
  const absent = new Map<string, string>();
  const home = sender && (await networks.load(sender.vpcId));
  if (sender !== undefined && !isIn(home, sender.id)) absent.set(sender.id, whyAbsent(sender));
  const found = await readDestination(ends, family, home, networks);
  const { destination } = found;
  if (destination !== '') await addDestination(tx, source, { destination, home, networks, absent });
  return {
    packet: {
      from: sender?.id ?? INTERNET,
      source: address,
      destination,
      ...readProtocol(query, family),
    },
    networks: networks.loaded,
    absent,
    nowhere: found.nowhere,
  };
}

/** The networks that a packet may meet, each loaded once. */
class Networks {
  readonly #tx: Reader;
  readonly #source: PacketSource;
  readonly #byId = new Map<string, PacketNetwork>();

  constructor(tx: Reader, source: PacketSource) {
    this.#tx = tx;
    this.#source = source;
  }

  get loaded(): PacketNetwork[] {
    return [...this.#byId.values()];
  }

  async load(id: string): Promise<PacketNetwork | undefined> {
    const network = this.#byId.get(id) ?? (await this.#source.network(this.#tx, id));
    if (network !== undefined) this.#byId.set(id, network);
    return network;
  }
}

function readSource(
  query: PacketQuery,
  sender: End | undefined,
  receiver: End | undefined,
): { readonly address: string; readonly family: Family } {
  const given = query.source === undefined ? undefined : canonicalAddress(query.source);
  if (query.source !== undefined && given === undefined) wrong('source', 'it is no address');
  const known = given ?? canonicalAddress(query.to);
  const family =
    known === undefined ? familyFor(query.protocol, sender, receiver) : familyOf(known);
  const own = sender === undefined ? INTERNET_HOST[family] : firstOf(sender, family);
  const address = given ?? own;
  return address === undefined
    ? wrong('from', `it has no IPv${family} address`)
    : { address, family };
}

interface Ends {
  readonly sender: End | undefined;
  readonly receiver: End | undefined;
  /** The address that is asked about where it is no interface. */
  readonly given: string | undefined;
}

/** Where the packet goes; to an interface of another VPC by its EIP. */
async function readDestination(
  { sender, receiver, given }: Ends,
  family: Family,
  home: PacketNetwork | undefined,
  networks: Networks,
): Promise<{ readonly destination: string; readonly nowhere: string | undefined }> {
  const at = (address: string) => {
    if (sender?.addresses.includes(address)) {
      wrong('to', "it is the sender's own, and such a packet never leaves the instance");
    }
    return { destination: address, nowhere: undefined };
  };
  if (receiver === undefined) {
    const address = given ?? '';
    if (familyOf(address) === family) return at(address);
    return wrong('to', `it is no IPv${family} address, and the source is one`);
  }
  const there = await networks.load(receiver.vpcId);
  if (there === home || family === 6) {
    return at(firstOf(receiver, family) ?? wrong('to', `it has no IPv${family} address`));
  }
  const eips = there?.publicAddresses ?? [];
  const [eip] = receiver.addresses.flatMap((each) =>
    eips.filter(({ privateAddress }) => privateAddress === each),
  );
  if (eip !== undefined) return at(eip.address);
  const where = sender === undefined ? 'it is asked from the internet' : 'it is in another VPC';
  const nowhere = isIn(there, receiver.id)
    ? `${receiver.id} has no EIP, and ${where}`
    : whyAbsent(receiver);
  return { destination: '', nowhere };
}

interface Destination {
  readonly destination: string;
  readonly home: PacketNetwork | undefined;
  readonly networks: Networks;
  readonly absent: Map<string, string>;
}

/** Loads the networks that have an address, and notes who has it and gets no packets. */
async function addDestination(
  tx: Reader,
  source: PacketSource,
  { destination, home, networks, absent }: Destination,
): Promise<void> {
  if (home !== undefined) {
    const holder = await source.interfaceWith(tx, home.id, destination);
    if (holder !== undefined && !isIn(home, holder.id)) absent.set(destination, whyAbsent(holder));
  }
  if (isSix(destination)) {
    for (const id of await source.vpcsWith(tx, destination)) await networks.load(id);
    return;
  }
  const eip = await source.eipWith(tx, destination);
  if (eip === undefined) return;
  const there = eip.vpcId === undefined ? undefined : await networks.load(eip.vpcId);
  const shared = there?.natGateways.flatMap(({ addresses }) => addresses) ?? [];
  if ([...(there?.publicAddresses ?? []), ...shared].some(({ id }) => id === eip.id)) return;
  const carried =
    eip.vpcId === undefined
      ? 'bound to nothing'
      : there?.ipv4Closed
        ? `${there.id} is closed to the internet over IPv4`
        : 'what it is bound to is in no instance';
  absent.set(
    destination,
    `${destination} is that of ${eip.id}, which is ${eip.status}: ${carried}`,
  );
}

const isIn = (network: PacketNetwork | undefined, nicId: string): boolean =>
  network?.nics.some(({ id }) => id === nicId) ?? false;

const whyAbsent = ({ id, status }: Pick<End, 'id' | 'status'>): string =>
  status === 'Detaching'
    ? `${id} is Detaching: its packets end before it leaves the instance`
    : `${id} is ${status}, and in no instance`;

/** IPv4 where both ends have it, unless the protocol says otherwise. */
function familyFor(
  protocol: PacketProtocol | undefined,
  ...ends: readonly (End | undefined)[]
): Family {
  if (protocol === 'icmpv6') return 6;
  if (protocol === 'icmp') return 4;
  return ends.every((end) => end === undefined || firstOf(end, 4) !== undefined) ? 4 : 6;
}

function readProtocol(
  query: PacketQuery,
  family: Family,
): { readonly protocol: PacketProtocol; readonly port: number } {
  const ping = family === 4 ? 'icmp' : 'icmpv6';
  const { protocol = ping, port } = query;
  if (protocol !== ping && (protocol === 'icmp' || protocol === 'icmpv6')) {
    wrong('protocol', `addresses of IPv${family} are pinged by ${ping}`);
  }
  if (protocol !== 'tcp' && protocol !== 'udp') {
    if (port !== undefined) wrong('port', `${protocol} has none`);
    return { protocol, port: 0 };
  }
  if (port === undefined) return wrong('port', `${protocol} needs one`);
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > LAST_PORT) wrong('port', `it is no number from 1 to ${LAST_PORT}`);
  return { protocol, port: number };
}

function wrong(parameter: string, reason: string): never {
  throw new Refused(controlRefusals.QueryMalformed, `[${parameter}]: ${reason}`).about({
    parameter,
    reason,
  });
}
