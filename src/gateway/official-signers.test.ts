import { createRequire } from 'node:module';
import { Client, Command } from '@volcengine/sdk-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { host, key, keyOf, lowerCase, outcome, signedAt } from '#test/support/signed-requests.ts';
import type { SignedRequest } from './authenticate.ts';
import { read } from './read.ts';

/** The signer of the older Node SDK; Vitest and Node read its default export differently. */
const openapi: typeof import('@volcengine/openapi/lib/base/sign.js') = createRequire(
  import.meta.url,
)('@volcengine/openapi/lib/base/sign.js');

describe('the official Node signers', () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    // An object lists such keys first, which no parameter of the API is like.
    .filter((text) => !/^\d+$/.test(text) && text !== '__proto__');
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', '+', '%20', '*', "'", 'a b', "!'()*~", '😀', 'eni-1', '&=;'),
  );
  const parameters = fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 1 })));
  // What HTTP can carry, without blanks around it, which a server does not get to see.
  const headerValue = fc
    .string({ unit: fc.constantFrom(...'ab0 \t,;é\u00a0ÿ') })
    .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter((value) => value !== '');
  const headerName = fc.constantFrom('x-note', 'x_note', 'x-a', 'accept', 'x-trace_id');
  const headers = fc.dictionary(headerName, headerValue);
  const method = fc.constantFrom('GET', 'POST');
  const token = fc.option(fc.constant('STSTOKEN'), { nil: undefined });

  it('of @volcengine/sdk-core: what its client sends is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(
        parameters,
        headers,
        method,
        token,
        async (input, headers, method, token) => {
          const request = await sentBySdkCore(input, headers, method, token);
          const at = dateOf(String(request.headers['x-date']));
          const key = token === undefined ? keyOf({}) : keyOf({ sessionToken: token });
          expect(outcome(request, key, at)).toBe('accepted');
          expect(outcome({ ...request, query: [...request.query, ['x', 'y']] }, key, at)).toBe(
            'SignatureDoesNotMatch',
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of @volcengine/openapi: its Authorization header is accepted', () => {
    fc.assert(
      fc.property(
        parameters,
        headers,
        method,
        token,
        text,
        (params, headers, method, token, body) => {
          const request = {
            region: 'cn-beijing',
            method,
            params,
            pathname: '/',
            headers: { Host: host, ...headers } as Record<string, string>,
            ...(method === 'POST' && { body }),
          };
          const signer = new openapi.default(request, 'vpc');
          signer.addAuthorization(openapiCredentials(token), new Date(signedAt));
          const sent = read(
            method,
            `/?${openapi.queryParamsToString(params)}`,
            lowerCase(request.headers),
            Buffer.from(method === 'POST' ? body : ''),
          );
          expect(outcome(sent, keyOf(token === undefined ? {} : { sessionToken: token }))).toBe(
            'accepted',
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of @volcengine/openapi: its presigned URLs are accepted', () => {
    fc.assert(
      fc.property(
        parameters.filter((each) => Object.keys(each).every((name) => !name.includes(';'))),
        token,
        (params, token) => {
          const request = { region: 'cn-beijing', method: 'GET', params, pathname: '/' };
          const signer = new openapi.default(request, 'vpc');
          const query = signer.getSignUrl(openapiCredentials(token), new Date(signedAt));
          const sent = read('GET', `/?${query}`, {}, Buffer.from(''));
          expect(outcome(sent, keyOf(token === undefined ? {} : { sessionToken: token }))).toBe(
            'accepted',
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

function openapiCredentials(sessionToken: string | undefined) {
  const { accessKeyId, secretAccessKey: secretKey } = key;
  return { accessKeyId, secretKey, ...(sessionToken !== undefined && { sessionToken }) };
}

function dateOf(text: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(....)(..)(..)T(..)(..)(..)Z$/.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** What the client of @volcengine/sdk-core hands to its HTTP library, as it arrives here. */
async function sentBySdkCore(
  input: Record<string, unknown>,
  headers: Record<string, string>,
  method: string,
  sessionToken: string | undefined,
): Promise<SignedRequest> {
  let sent: SignedRequest | undefined;
  const { accessKeyId, secretAccessKey } = key;
  const client = new Client({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    host,
    protocol: 'http',
    region: 'cn-beijing',
    autoRetry: false,
    requestHandler: {
      async request(config) {
        const target = config.url.slice(`http://${host}`.length);
        const body = config.data === undefined ? '' : JSON.stringify(config.data);
        sent = read(method, target, lowerCase(config.headers ?? {}), Buffer.from(body));
        return { status: 200, statusText: 'OK', headers: {}, data: {} as never };
      },
    },
  });
  client.addMiddleware(
    (next) => async (args) => {
      args.request.headers = { ...args.request.headers, ...headers };
      return next(args);
    },
    { step: 'serialize', name: 'headers', priority: 1 },
  );
  const command = new Command(input);
  command.requestConfig = {
    method,
    params: { Action: 'AttachNetworkInterface', Version: '2020-04-01' },
    serviceName: 'vpc',
    pathname: '/',
    contentType: method === 'GET' ? 'text/plain' : 'application/json',
  };
  await client.send(command);
  if (sent === undefined) throw new Error('the client sent nothing');
  return sent;
}
