import type { OutgoingHttpHeaders } from 'node:http';
import type { Exchange, Handler } from '#gateway/exchange.ts';
import { headOf, type RequestHead } from '#gateway/request-head.ts';
import { greetBrowsers, isVisit } from '#landing/visit.ts';
import type { ConsoleFile, ConsoleFiles, Encoding } from './files.ts';

export interface ConsoleOptions {
  /**
   * The folder with the built console, the one that the package has unless told; false shows none, and
   * browsers are met by a plain page.
   */
  readonly console?: string | false;
}

/** Below it are the files that the console's page loads. */
const BASE = '/_tenon/console/';

/**
 * Scripts and styles come from this server alone, and none is written in the page; no other page may
 * frame it.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY = {
  'content-security-policy': POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
} as const;

const OF_FILES = { ...SECURITY, vary: 'accept, accept-encoding, authorization' } as const;

/** Their names change with their content. */
const FOREVER = 'public, max-age=31536000, immutable';

/**
 * Shows the console to a browser that opens the endpoint itself; where it has not been built, a plain
 * page. A client of the API never gets either: it names an action or signs, and does not ask for HTML.
 * @param refuseUnknownHost throws where the Host may be a name that a page has given to this server
 */
export function showConsole(
  { console: folder }: ConsoleOptions,
  refuseUnknownHost: (head: RequestHead) => void,
): Handler {
  let opened: Promise<ConsoleFiles> | undefined;
  const files = () => {
    if (folder === false) return undefined;
    // Most servers are never opened in a browser.
    opened ??= import('./files.ts').then(({ ConsoleFiles }) => new ConsoleFiles(folder));
    return opened;
  };
  return async (exchange) => {
    const { request, url } = exchange;
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    if (url.startsWith(BASE)) {
      await answerFile(exchange, await files());
      return true;
    }
    if (isVisit(request, url)) {
      refuseUnknownHost(headOf(request));
      const page = await (await files())?.page();
      if (page !== undefined) {
        await answerVisit(exchange, page);
        return true;
      }
    }
    return greetBrowsers(exchange);
  };
}

async function answerVisit(exchange: Exchange, page: ConsoleFile): Promise<void> {
  const { request, response } = exchange;
  const tag = `W/"${page.tag}"`;
  const headers = { 'cache-control': 'no-cache', etag: tag, ...OF_FILES };
  if (tag === request.headers['if-none-match']) response.writeHead(304, headers).end();
  else await send(exchange, page, headers);
}

async function answerFile(exchange: Exchange, files: ConsoleFiles | undefined): Promise<void> {
  const { response, url } = exchange;
  const [name = ''] = url.slice(BASE.length).split('?', 1);
  if (name === '') {
    response.writeHead(302, { location: '/', 'content-length': 0 }).end();
    return;
  }
  const file = await files?.file(name);
  if (file !== undefined) {
    await send(exchange, file, { 'cache-control': FOREVER, ...OF_FILES });
    return;
  }
  const text = 'The console has no such file. It may have been built anew: reload its page, /.\n';
  response
    .writeHead(404, {
      ...SECURITY,
      'cache-control': 'no-store',
      'content-type': 'text/plain; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}

/** To a request for the head alone node:http sends no body. */
async function send(
  { request, response }: Exchange,
  file: ConsoleFile,
  headers: OutgoingHttpHeaders,
): Promise<void> {
  const encoding = encodingFor(request.headers['accept-encoding']);
  const bytes = encoding === undefined ? file.bytes : await file.encoded(encoding);
  response
    .writeHead(200, {
      ...headers,
      'content-type': file.type,
      'content-length': bytes.length,
      ...(encoding && { 'content-encoding': encoding }),
    })
    .end(bytes);
}

function encodingFor(accepted: string | string[] = ''): Encoding | undefined {
  const codings = String(accepted)
    .split(',')
    .filter((each) => !/;\s*q=0(?:\.0*)?\s*$/.test(each))
    .map((each) => each.split(';', 1)[0]?.trim());
  return (['br', 'gzip'] as const).find((each) => codings.includes(each));
}
