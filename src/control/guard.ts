import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { sameText } from '../gateway/signature.ts';
import { refuse } from '../refusal.ts';
import { controlRefusals } from './refusals.ts';

/** Who asks the control API. */
export interface Asker {
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Lets a request to the control API pass, or refuses it. With a token: whoever has it. Without one:
 * this machine alone, and no web page that a browser on it shows.
 */
export function admit({ remoteAddress, headers }: Asker, token: string | undefined): void {
  if (token !== undefined) {
    const [, given = ''] = /^bearer +(.+)$/i.exec(headers.authorization ?? '') ?? [];
    if (!sameText(given, token)) refuse(controlRefusals.TokenNeeded);
    return;
  }
  if (!isLoopback(remoteAddress ?? '')) {
    refuse(controlRefusals.NotLoopback, `the request came from ${remoteAddress ?? 'nowhere'}`);
  }
  // A page can have its own name resolve to 127.0.0.1, but the browser then sends that name.
  const host = headers.host ?? '';
  if (!isLoopbackHost(host)) {
    refuse(controlRefusals.NotLoopback, `the Host header is [${host}]`);
  }
  // A page needs no answer to do harm with a POST; a browser says which page it comes from.
  const { origin } = headers;
  if (origin !== undefined && hostOf(origin) !== host.toLowerCase()) {
    refuse(controlRefusals.NotLoopback, `a page of [${origin}] asks`);
  }
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** IPv4 addresses in IPv6 dress (`::ffff:127.0.0.1`) count too. */
function isLoopback(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function isLoopbackHost(host: string): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(host) ?? [];
  return plain?.toLowerCase() === 'localhost' || isLoopback(bracketed ?? plain ?? '');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
