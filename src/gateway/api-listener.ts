import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { refuse } from '#core/refusal.ts';
import type { Bodies } from './bodies.ts';
import type { Answer } from './encode.ts';
import { breakOff } from './faulty-delivery.ts';
import type { AnswerOptions, Gateway } from './gateway.ts';
import { LIMITS, read, repeatedHeader, type Wire } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import { headOf, type RequestHead } from './request-head.ts';
import { subjectHeaders } from './subject-headers.ts';

const NO_BODY = new Uint8Array();

/** Leads requests of node:http into the pipeline, and answers them. */
export function apiListener(gateway: Gateway, bodies: Bodies): RequestListener {
  return (request, response) => {
    const head = headOf(request);
    try {
      refuseByHead(gateway, request, head);
    } catch (error) {
      sendAnswer(response, gateway, gateway.refusal(error));
      return;
    }
    const carry = (body: Uint8Array) =>
      gateway.answer(() => wireOf(request, body), head, optionsOf(head));
    const deliver = (answer: Answer): Promise<void> | undefined => {
      if (answer.delivery !== undefined) {
        return sendFaulty(request, response, gateway, answer, answer.delivery);
      }
      sendAnswer(response, gateway, answer);
      return undefined;
    };
    // The pipeline never fails: this is a fault of the sending.
    const giveUp = (fault: unknown) => {
      gateway.refusal(fault);
      response.destroy();
    };
    if (!announcesBody(request)) {
      carry(NO_BODY).then(deliver).catch(giveUp);
      return;
    }
    bodies.read(request, (error, body = NO_BODY) => {
      if (error) sendAnswer(response, gateway, gateway.refusal(error));
      else
        bodies
          .during(request, () => carry(body))
          .then(deliver)
          .catch(giveUp);
    });
  };
}

const optionsOf = ({ headers }: RequestHead): AnswerOptions => ({
  traced: headers['x-tenon-trace'] === '1',
  explained: headers['x-tenon-explain'] === '1',
  unrecorded: headers['x-tenon-unrecorded'] === '1',
});

/** A request without these headers has no body (RFC 9112, 6.3). */
export function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** A client that talks to a proxy sends the whole URL; only the part after the host counts. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const scheme = target.indexOf('://');
  if (scheme < 0) return target.startsWith('?') ? `/${target}` : '/';
  const slash = target.slice(scheme + 3).search(/[/?]/);
  if (slash < 0) return '/';
  const rest = target.slice(scheme + 3 + slash);
  return rest.startsWith('?') ? `/${rest}` : rest;
}

/** Refuses what needs no body to be refused, and what would find no free slot. @throws Refused. */
function refuseByHead({ guard, admission }: Gateway, request: IncomingMessage, head: RequestHead) {
  const repeated = repeatedHeader(request.rawHeaders, request.headers);
  if (repeated !== undefined) throw repeated;
  guard.refuseBrowsers(head);
  if (admission.full) throw admission.turnAway();
}

/** @throws Refused when it cannot be read. */
function wireOf(request: IncomingMessage, body: Uint8Array): Wire {
  const { method = '', url = '/', headers, rawHeaders, httpVersion } = request;
  if (rawHeaders.length > 2 * LIMITS.headers) {
    refuse(gatewayRefusals.RequestTooLarge, `${LIMITS.headers} headers`);
  }
  if (headers.host === undefined && httpVersion === '1.1') {
    refuse(gatewayRefusals.MalformedRequest, 'it has no Host header');
  }
  return read(method, originForm(url), headers, body);
}

/** Sends an answer that a fault of a tester's strikes. */
async function sendFaulty(
  request: IncomingMessage,
  response: ServerResponse,
  gateway: Gateway,
  answer: Answer,
  delivery: NonNullable<Answer['delivery']>,
): Promise<void> {
  if (delivery.kind === 'delay') {
    await delivery.over();
    sendAnswer(response, gateway, answer);
    return;
  }
  const { status, body } = answer;
  const headers = headersOf(gateway, answer);
  await breakOff(request.socket, response, { status, headers, body }, delivery);
}

export function sendAnswer(response: ServerResponse, gateway: Gateway, answer: Answer): void {
  const { status, body } = answer;
  const headers = headersOf(gateway, answer);
  headers.push('content-length', String(Buffer.byteLength(body)));
  response.writeHead(status, headers).end(body);
}

/** Names and values in turn. */
function headersOf(gateway: Gateway, answer: Answer): string[] {
  const headers = ['content-type', 'application/json; charset=utf-8'];
  if (gateway.lenient) headers.push('x-tenon-auth', 'lenient');
  if (answer.retryAfter !== undefined) headers.push('retry-after', String(answer.retryAfter));
  if (answer.serverTiming !== undefined) headers.push('server-timing', answer.serverTiming);
  if (answer.subject !== undefined) headers.push(...subjectHeaders(answer.subject).flat());
  if (answer.status === 405) headers.push('allow', 'GET, POST');
  return headers;
}
