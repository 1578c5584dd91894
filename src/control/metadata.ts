import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { refuse } from '#core/refusal.ts';
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

/** Not from the route's parameters: they are decoded, and the service decodes by itself. */
const PATH = /^\/_tenon\/instances\/([^/?]+)\/metadata((?:\/[^?]*)?(?:\?.*)?)$/;

export const isMetadataPath = ({ url }: FastifyRequest): boolean => PATH.test(url);

/** `/_tenon/instances/ID/metadata/latest/...`: what the instance would be answered. */
export async function answerMetadata(
  { metadata }: MetadataControl,
  { url, method, headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [, instanceId = '', target = ''] = PATH.exec(url) ?? [];
  return send(reply, await metadata({ instanceId, method, target, headers }));
}

/**
 * Answers requests to 100.96.0.96 of programs whose proxy is this server, or whose connections are
 * led here. The header `X-Tenon-Instance` or the user of the proxy says which instance asks; where
 * there is one alone, it is that.
 */
export function metadataProxy(control: MetadataControl): onRequestHookHandler {
  return (request, reply, done) => {
    if (hostAsked(request) === METADATA_ADDRESS) answerProxied(control, request, reply).catch(done);
    else done();
  };
}

async function answerProxied(
  { token, store, metadata }: MetadataControl,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const head = headOf(request.raw);
  admitAsProxy(head, token, METADATA_ADDRESS);
  const { url: target, method, headers } = request;
  const instanceId = namedIn(head) || (await store.read(soleInstance));
  if (instanceId === undefined) refuse(controlRefusals.InstanceNotNamed);
  send(reply, await metadata({ instanceId, method, target, headers }));
}

/** The instance that a request names, '' for none. */
function namedIn(head: RequestHead): string {
  const { 'x-tenon-instance': named } = head.headers;
  return typeof named === 'string' && named !== '' ? named : proxyCredentials(head).user;
}

/** The host of a whole URL, as a proxy is sent it, is the one that counts: RFC 9112, 3.2.2. */
function hostAsked({ originalUrl, headers }: FastifyRequest): string {
  const [, authority] = /^http:\/\/(?:[^/?@]*@)?([^/?]*)/i.exec(originalUrl) ?? [];
  return hostName(authority ?? headers.host ?? '');
}

function send(reply: FastifyReply, { status, headers, body }: MetadataAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}
