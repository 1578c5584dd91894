import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Language } from './texts.ts';

/**
 * Shows a page to a browser that opens the endpoint itself, where the API would answer in JSON that
 * the signature is missing. A web console replaces it with another hook.
 *
 * A client of the API never gets the page: it names an action or signs, and does not ask for HTML.
 */
export const greetBrowsers: onRequestHookHandler = (request, reply, done) => {
  // Browsers ask for it beside every page and answer that they show.
  if (request.method === 'GET' && request.url === '/favicon.ico') {
    reply.code(204).header('cache-control', 'max-age=86400').send();
    return;
  }
  if (!isVisit(request)) {
    done();
    return;
  }
  // Most servers are never opened in a browser: the page is loaded when the first one comes.
  void import('./page.ts').then(({ landingPage, PAGE_HEADERS }) => {
    const language = languageOf(request.headers['accept-language']);
    reply
      .headers({ ...PAGE_HEADERS, 'content-language': language })
      .send(landingPage(endpointOf(request), language));
  }, done);
};

function isVisit({ method, url, headers }: FastifyRequest): boolean {
  return (
    method === 'GET' &&
    (url === '/' || url.startsWith('/?')) &&
    (headers.accept ?? '').includes('text/html') &&
    headers.authorization === undefined &&
    !/[?&](?:Action|X-[\w-]+)=/i.test(url)
  );
}

/**
 * Where the browser found the server: only what can be a host and a port is taken from the header.
 */
function endpointOf({ headers, socket }: FastifyRequest): string {
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
