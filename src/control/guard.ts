import { refuse } from '#core/refusal.ts';
import {
  hostName,
  isLoopback,
  isLoopbackName,
  isOwnPage,
  proxyBefore,
  type RequestHead,
} from '#gateway/request-head.ts';
import { sameText } from '#gateway/signature.ts';
import { controlRefusals } from './refusals.ts';

/** Who may use the control API. */
export interface Admission {
  /** The token with which requests may come from anywhere; undefined for loopback only. */
  readonly token: string | undefined;
  /** @throws Refused for a page in a browser whose own name may lead to this server. */
  readonly refuseUnknownPage: (head: RequestHead) => void;
}

/**
 * Admits a request to the control API, or refuses it. With a token, every request with that token
 * is admitted, from pages of this server alone. Without one, only direct requests from this machine
 * are, and none from web pages in a browser on it but from this server's own.
 */
export function admit(head: RequestHead, { token, refuseUnknownPage }: Admission): void {
  if (token === undefined) {
    refuseElsewhere(head, isLoopbackName);
    return;
  }
  if (!sameText(bearerOf(head), token)) refuse(controlRefusals.TokenNeeded);
  const page = foreignPage(head);
  if (page !== undefined) refuse(controlRefusals.AskedByPage, page);
  refuseUnknownPage(head);
}

/**
 * The same for a request to another host, `address`, for which this server is the client's proxy.
 * The token may also be the password of the client's proxy credentials.
 */
export function admitAsProxy(head: RequestHead, token: string | undefined, address: string): void {
  if (token === undefined) {
    refuseElsewhere(head, (name) => name === address);
    return;
  }
  const given = [bearerOf(head), proxyCredentials(head).password];
  if (!given.some((each) => sameText(each, token))) refuse(controlRefusals.ProxyTokenNeeded);
}

/** `Proxy-Authorization: Basic`: what is before the `@` of a proxy's URL. */
export function proxyCredentials({ headers }: RequestHead): { user: string; password: string } {
  const [, given = ''] = /^basic +(\S+)$/i.exec(headers['proxy-authorization'] ?? '') ?? [];
  const [user = '', ...password] = Buffer.from(given, 'base64').toString().split(':');
  return { user, password: password.join(':') };
}

function bearerOf({ headers }: RequestHead): string {
  const [, given = ''] = /^bearer +(.+)$/i.exec(headers.authorization ?? '') ?? [];
  return given;
}

/** Refuses what did not come directly from this machine, or was sent by a page of a browser. */
function refuseElsewhere(head: RequestHead, isOurName: (name: string) => boolean): void {
  const { remoteAddress, headers } = head;
  if (!isLoopback(remoteAddress ?? '')) {
    refuse(controlRefusals.NotLoopback, `the request came from ${remoteAddress ?? 'nowhere'}`);
  }
  const proxy = proxyBefore(head);
  if (proxy !== undefined) refuse(controlRefusals.NotLoopback, proxy);
  // A page can make its own name resolve to 127.0.0.1, but the browser then sends that name.
  const { host = '' } = headers;
  if (!isOurName(hostName(host))) {
    refuse(controlRefusals.NotLoopback, `the Host header is [${host}]`);
  }
  const page = foreignPage(head);
  if (page !== undefined) refuse(controlRefusals.NotLoopback, page);
}

/**
 * A page can do harm without seeing the answer, but the browser says where a request comes from.
 * Following a link to a GET is allowed: it changes nothing, and only the user sees the answer.
 */
function foreignPage(head: RequestHead): string | undefined {
  const { origin, 'sec-fetch-site': site } = head.headers;
  if (origin !== undefined && !isOwnPage(origin, head)) return `a page of [${origin}] asks`;
  if (site === undefined || site === 'same-origin' || site === 'none') return undefined;
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': shown } = head.headers;
  return mode === 'navigate' && shown === 'document'
    ? undefined
    : `a page of another site asks (Sec-Fetch-Site: ${site})`;
}
