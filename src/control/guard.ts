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

/**
 * Admits a request to the control API, or refuses it. With a token, every request with that token
 * is admitted. Without one, only direct requests from this machine are, and none from web pages in
 * a browser on it.
 */
export function admit(head: RequestHead, token: string | undefined): void {
  const { remoteAddress, headers } = head;
  if (token !== undefined) {
    const [, given = ''] = /^bearer +(.+)$/i.exec(headers.authorization ?? '') ?? [];
    if (!sameText(given, token)) refuse(controlRefusals.TokenNeeded);
    return;
  }
  if (!isLoopback(remoteAddress ?? '')) {
    refuse(controlRefusals.NotLoopback, `the request came from ${remoteAddress ?? 'nowhere'}`);
  }
  const proxy = proxyBefore(head);
  if (proxy !== undefined) refuse(controlRefusals.NotLoopback, proxy);
  // A page can make its own name resolve to 127.0.0.1, but the browser then sends that name.
  const { host = '' } = headers;
  if (!isLoopbackName(hostName(host))) {
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
