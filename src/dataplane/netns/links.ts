import { deviceOf, namespaceOf, readNamespace } from './names.ts';

/** The MAC of every router's end of a NIC. */
export const ROUTER_MAC = 'fe:ff:ff:ff:ff:ff';
export const MTU = 1500;

/** A link as iproute2 shows it. */
export interface ShownLink {
  readonly ifindex: number;
  readonly ifname: string;
  readonly flags: readonly string[];
  /** `UP` once the kernel sends what is given to it. */
  readonly operstate?: string;
  readonly address?: string;
  readonly ifalias?: string;
  readonly altnames?: readonly string[];
  /** The index of the other end of a pair, in its own namespace. */
  readonly link_index?: number;
  /** Of `addr show` alone. */
  readonly addr_info?: readonly ShownAddress[];
}

export interface ShownAddress {
  readonly family: string;
  readonly local: string;
  readonly prefixlen: number;
}

/** What a link's alias says: whose NIC it is. */
export interface LinkMark {
  readonly planeId: string;
  readonly nicId: string;
  readonly instanceId: string;
}

/**
 * The alias of a NIC's links. Links of the guest get it before their name, those of the router when
 * all is done: a link of the router that has none is half made.
 */
export const markOf = ({ planeId, nicId, instanceId }: LinkMark): string =>
  `${namespaceOf(planeId, nicId)}@${instanceId}`;

export function readMark(alias: string | undefined): LinkMark | undefined {
  const [name = '', instanceId] = alias?.split('@') ?? [];
  const read = readNamespace(name);
  if (read === undefined || instanceId === undefined) return undefined;
  return { planeId: read.planeId, nicId: read.id, instanceId };
}

export const isUp = ({ flags }: ShownLink): boolean => flags.includes('UP');

/** Whether the link is the guest's end of this NIC, finished or half made. */
export function isNic(planeId: string, nicId: string): (link: ShownLink) => boolean {
  const device = deviceOf(nicId);
  return ({ ifname, ifalias }) => {
    const mark = readMark(ifalias);
    if (mark === undefined) return ifname === device;
    return mark.planeId === planeId && mark.nicId === nicId;
  };
}
