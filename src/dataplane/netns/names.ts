import { createHash } from 'node:crypto';

/*
 * The names of what this driver makes on the host. Each begins with a prefix of ours, so that what
 * belongs to others is never taken for ours. Ids come from outside: each is checked before it
 * becomes part of a name, a path or a line for `ip -batch`.
 */

/** What the names of all data planes' namespaces begin with. */
export const PREFIX = 'tenon-';

const PLANE_ID = /^[0-9a-f]{8}$/;
const RESOURCE_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/;
const NAMESPACE = /^tenon-([0-9a-f]{8})-([A-Za-z0-9][A-Za-z0-9-]{0,63})$/;
/** The kernel's limit is 15 characters. */
const DEVICE_DIGITS = 12;

/** The name of the internet's namespace, where an id would stand: no id is this short. */
export const INTERNET = 'internet';

/** Whether it can be a plane's id: 8 hexadecimal digits. */
export const isPlaneId = (text: string): boolean => PLANE_ID.test(text);

/** The id itself, if it has the form of one. @throws when it has not. */
export function checkedId(id: string): string {
  if (!RESOURCE_ID.test(id)) throw new Error(`[${id}] is not an id`);
  return id;
}

/** The MAC itself, if it is one in lower case. @throws when it is not. */
export function checkedMac(mac: string): string {
  if (!MAC.test(mac)) throw new Error(`[${mac}] is not a MAC address`);
  return mac;
}

/** The name of the namespace of a network, of an instance or of the internet. */
export function namespaceOf(planeId: string, id: string): string {
  if (!isPlaneId(planeId)) throw new Error(`[${planeId}] is not the id of a data plane`);
  return `${PREFIX}${planeId}-${checkedId(id)}`;
}

/** What a namespace's name says: whose it is and for what; undefined when it is none of ours. */
export function readNamespace(name: string): { planeId: string; id: string } | undefined {
  const [, planeId, id] = NAMESPACE.exec(name) ?? [];
  return planeId === undefined || id === undefined ? undefined : { planeId, id };
}

/**
 * The name of a NIC's link in its router, known before the link exists. Hexadecimal digits follow
 * the prefix, so that no name is a keyword of `ip` or `nft`.
 */
export function deviceOf(nicId: string): string {
  const digest = createHash('sha256').update(checkedId(nicId)).digest('hex');
  return `tn${digest.slice(0, DEVICE_DIGITS)}`;
}
