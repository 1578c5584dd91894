import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** What is known about a request before its body: who sent it, and how. */
export interface RequestHead {
  readonly remoteAddress: string | undefined;
  /** `1.1` */
  readonly httpVersion: string;
  /** Names in lower case, as node:http gives them. */
  readonly headers: IncomingHttpHeaders;
}

export function headOf({ socket, httpVersion, headers }: IncomingMessage): RequestHead {
  return { remoteAddress: socket.remoteAddress, httpVersion, headers };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** IPv4 addresses mapped to IPv6 (`::ffff:127.0.0.1`) count too. */
export function isLoopback(address: string): boolean {
  // Nearly every request of a local client: the block list would make an object for each.
  if (address === '127.0.0.1') return true;
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** The name or address in a Host header: lower case, without port, brackets and final dot. */
export function hostName(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(host) ?? [];
  // Brackets hold IPv6 addresses and nothing else.
  if (bracketed !== undefined) return isIP(bracketed) === 6 ? bracketed.toLowerCase() : '';
  return (plain ?? '').toLowerCase().replace(/\.$/, '');
}

export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || isLoopback(name);
}

/** Whether `url`, an Origin or a Referer, belongs to the host that the request was sent to. */
export function isOwnPage(url: string, { headers }: RequestHead): boolean {
  return URL.canParse(url) && new URL(url).host === (headers.host ?? '').toLowerCase();
}

/** Headers in which proxies describe their client; `_` counts as `-`. */
const PROXY_HEADERS =
  /^(?:via|(?:x[-_])?forwarded(?:[-_].*)?|x[-_](?:original|real|envoy)[-_].*|x[-_](?:cluster[-_])?client[-_]ip|x[-_]remote[-_](?:ip|addr)|x[-_]azure[-_](?:clientip|socketip)|(?:true|fastly|fly)[-_]client[-_]ip|cf[-_]connecting[-_].*|cdn[-_]loop)$/;

/**
 * Why a request seems to have come through a proxy, so that its peer address says nothing about the
 * client; undefined when it does not. HTTP/1.0 is a sign: nginx uses it towards its backends, by
 * default without any header of its own.
 */
export function proxyBefore({ headers, httpVersion }: RequestHead): string | undefined {
  const name = Object.keys(headers).find((each) => PROXY_HEADERS.test(each));
  if (name !== undefined) return `it came through a proxy: it has the header ${name}`;
  if (httpVersion === '1.0') return 'it came through a proxy: it is HTTP/1.0';
  return undefined;
}
