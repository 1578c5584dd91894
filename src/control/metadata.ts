import type { IncomingMessage, ServerResponse } from 'node:http';
import { refuse } from '#core/refusal.ts';
import type { Handler } from '#gateway/exchange.ts';
import { headOf, hostName, type RequestHead } from '#gateway/request-head.ts';
import { soleInstance } from '#metadata/asker.ts';
import { METADATA_ADDRESS, type MetadataAnswer, type MetadataRequest } from '#metadata/request.ts';
import type { Store } from '#store/store.ts';
import { admitAsProxy, proxyCredentials } from './guard.ts';
import { controlRefusals } from './refusals.ts';

/*
 * Two ways to the metadata service that need no data plane: a path of the control API, and Tenon as
 * the proxy of a program that asks 100.96.0.96. Both give whoever asks the temporary keys of any
 * instance's role, so both are guarded like the rest of the control API.
 */

export interface MetadataControl {
  /** The token with which requests may come from anywhere; undefined for loopback only. */
  readonly token: string | undefined;
  /** What the metadata service answers. */
  readonly metadata: (request: MetadataRequest) => Promise<MetadataAnswer>;
  readonly store: Store;
}

/** What follows the id is left as it was sent: the service decodes it by itself. */
const PATH = /^\/_tenon\/instances\/([^/?]+)\/metadata((?:\/[^?]*)?(?:\?.*)?)$/;

/** `/_tenon/instances/ID/metadata/latest/...`: what the instance would be answered. */
export function metadataPath({ metadata }: MetadataControl): Handler {
  return async ({ request, response, url }) => {
    const found = PATH.exec(url);
    if (found === null) return false;
    const [, instanceId = '', target = ''] = found;
    const { method = '', headers } = request;
    send(response, await metadata({ instanceId, method, target, headers }));
    return true;
  };
}

/**
 * Answers requests to 100.96.0.96 of programs whose proxy is this server, or whose connections are
 * led here. The header `X-Tenon-Instance` or the user of the proxy says which instance asks; where
 * there is one alone, it is that.
 */
export function metadataProxy({ token, store, metadata }: MetadataControl): Handler {
  return async ({ request, response, url: target }) => {
    if (hostAsked(request) !== METADATA_ADDRESS) return false;
    const head = headOf(request);
    admitAsProxy(head, token, METADATA_ADDRESS);
    const { method = '', headers } = request;
    const instanceId = namedIn(head) || (await store.read(soleInstance));
    if (instanceId === undefined) refuse(controlRefusals.InstanceNotNamed);
    send(response, await metadata({ instanceId, method, target, headers }));
    return true;
  };
}

/** Whether {@link metadataProxy} might answer a request to a path, not to a whole URL. */
export const mayAskMetadata = ({ headers: { host = '' } }: IncomingMessage): boolean =>
  host.includes(METADATA_ADDRESS);

/** The instance that a request names, '' for none. */
function namedIn(head: RequestHead): string {
  const { 'x-tenon-instance': named } = head.headers;
  return typeof named === 'string' && named !== '' ? named : proxyCredentials(head).user;
}

/** The host of a whole URL, as a proxy is sent it, is the one that counts: RFC 9112, 3.2.2. */
function hostAsked({ url = '', headers }: IncomingMessage): string {
  const [, authority] = /^http:\/\/(?:[^/?@]*@)?([^/?]*)/i.exec(url) ?? [];
  return hostName(authority ?? headers.host ?? '');
}

function send(response: ServerResponse, { status, headers, body }: MetadataAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
