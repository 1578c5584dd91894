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
 * Lets a request to the control API pass, or refuses it. With a token: whoever has it. Without one:
 * this machine alone, asked directly, and no web page that a browser on it shows.
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
  // A page can have its own name resolve to 127.0.0.1, but the browser then sends that name.
  const { host = '' } = headers;
  if (!isLoopbackName(hostName(host))) {
    refuse(controlRefusals.NotLoopback, `the Host header is [${host}]`);
  }
  const page = foreignPage(head);
  if (page !== undefined) refuse(controlRefusals.NotLoopback, page);
}

/**
 * A page needs no answer to do harm; a browser says where it comes from. Links to what can be read
 * here are followed all the same: a GET changes nothing, and its answer is shown to the user alone.
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
