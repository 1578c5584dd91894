import type { IncomingMessage } from 'node:http';
import type { Handler } from '#gateway/exchange.ts';
import type { Language } from './texts.ts';

/**
 * Shows a page to a browser that opens the endpoint itself, where the API would answer in JSON that
 * the signature is missing.
 *
 * A client of the API never gets the page: it names an action or signs, and does not ask for HTML.
 */
export const greetBrowsers: Handler = async ({ request, response, url }) => {
  // Browsers ask for it beside every page and answer that they show.
  if (request.method === 'GET' && url === '/favicon.ico') {
    response.writeHead(204, { 'cache-control': 'max-age=86400' }).end();
    return true;
  }
  if (!isVisit(request, url)) return false;
  // Most servers are never opened in a browser: the page is loaded when the first one comes.
  const { landingPage, PAGE_HEADERS } = await import('./page.ts');
  const language = languageOf(request.headers['accept-language']);
  const page = landingPage(endpointOf(request), language);
  response
    .writeHead(200, {
      ...PAGE_HEADERS,
      'content-language': language,
      'content-length': Buffer.byteLength(page),
    })
    .end(page);
  return true;
};

/** Whether {@link greetBrowsers} might answer a request to the path `/`. */
export const mayBeVisit = ({ headers: { accept = '' } }: IncomingMessage): boolean =>
  accept.includes('text/html');

/** @param url the target from its path on */
export function isVisit({ method, headers }: IncomingMessage, url: string): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    (url === '/' || url.startsWith('/?')) &&
    (headers.accept ?? '').includes('text/html') &&
    headers.authorization === undefined &&
    !/[?&](?:Action|X-[\w-]+)=/i.test(url)
  );
}

/**
 * Where the browser found the server: only what can be a host and a port is taken from the header.
 */
function endpointOf({ headers, socket }: IncomingMessage): string {
  const { host = '' } = headers;
  const isSecure = 'encrypted' in socket || headers['x-forwarded-proto'] === 'https';
  const scheme = isSecure ? 'https' : 'http';
  const isHost = /^(?:[\w.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i.test(host);
  return `${scheme}://${isHost ? host : `127.0.0.1:${socket.localPort}`}`;
}

/** Chinese if the browser prefers it to English. */
export function languageOf(accepted = ''): Language {
  const preferred = accepted
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
      const quality = parameters.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ language, quality }) => quality > 0 && (language === 'zh' || language === 'en'))
    .sort((a, b) => b.quality - a.quality)[0];
  return preferred?.language === 'zh' ? 'zh-CN' : 'en';
}
