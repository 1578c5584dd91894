import { ownAddresses, reachableBy } from './addresses.ts';
import { askControl } from './control.ts';
import { codeOf } from './error.ts';
import { inUrl, type ListenAddress } from './listen.ts';
import { holderOf } from './port-holder.ts';

/**
 * Why the server cannot listen at `address`, and what to do; undefined for an unrelated failure.
 */
export async function listenFailure(
  error: unknown,
  address: ListenAddress,
): Promise<string | undefined> {
  const { host, port } = address;
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is taken by ${await holder(address)}, or take another port: --listen ${inUrl(host)}:${port === 65_535 ? port - 1 : port + 1}`;
    case 'EACCES':
      return `this user may not listen on port ${port}: take one from 1024 on, such as --listen ${inUrl(host)}:7410`;
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine: it has ${ownAddresses().join(', ')}`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address is known for the name [${host}]: --listen takes HOST:PORT, such as 127.0.0.1:7410`;
    case 'EAFNOSUPPORT':
      return `this machine has no ${host.includes(':') ? 'IPv6' : 'IPv4'}: it has ${ownAddresses().join(', ')}`;
    default:
      return undefined;
  }
}

/** Who has the port, and what to do about it. */
async function holder(address: ListenAddress): Promise<string> {
  const found = holderOf(address.port);
  const by = found && `process ${found.pid}, ${found.program}`;
  const version = await tenonAt(address);
  if (version !== undefined) {
    const which = by === undefined ? '' : ` (${by})`;
    return `a Tenon ${version}${which}: use that one, end it${found ? ` by "kill ${found.pid}"` : ''}`;
  }
  return by === undefined ? 'another program: end it' : `another program (${by}): end it`;
}

/** The version of the Tenon that answers there. */
async function tenonAt({ host, port }: ListenAddress): Promise<string | undefined> {
  const reached = reachableBy({ host, port }).length > 0 ? 'localhost' : inUrl(host);
  try {
    const { body } = await askControl(`http://${reached}:${port}`, 'health', undefined, 1000);
    return typeof body?.version === 'string' ? body.version : undefined;
  } catch {
    return undefined;
  }
}
