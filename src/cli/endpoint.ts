import { quoted } from '#control/settings/quoted.ts';
import { UsageError } from './error.ts';
import { DEFAULT_LISTEN, inUrl, parseListen } from './listen.ts';

/**
 * The URL of a server, without a path: `http://127.0.0.1:7410`. It accepts what `--listen` accepts;
 * a wildcard address, to which nobody can connect, becomes loopback.
 * @throws UsageError for anything else.
 */
export function parseEndpoint(text: string): string {
  const url = /^[a-z][\w+.-]*:\/\//i.test(text) ? withScheme(text) : withoutScheme(text);
  const rest = url.pathname.replace(/^\/$/, '') + url.search + url.hash;
  if (rest !== '') {
    throw new UsageError(`an endpoint ends with the port: ${url.origin}, without [${rest}]`);
  }
  return url.origin;
}

function withScheme(text: string): URL {
  if (!URL.canParse(text)) throw new UsageError(`[${text}] is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UsageError(`[${text}] is not http://HOST:PORT`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('an endpoint is http://HOST:PORT, without a name or a password');
  }
  return url;
}

function withoutScheme(text: string): URL {
  const [authority = '', ...path] = text.split('/');
  const { host, port } = parseListen(authority);
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return new URL(`http://${inUrl(reached)}:${port}/${path.join('/')}`);
}

/** How a command line names the server at `url`, as short as can be; '' for the default. */
export function endpointOptionOf(url: string): string {
  const { protocol, host, hostname, port, origin } = new URL(url);
  if (protocol !== 'http:') return ` --endpoint ${quoted(origin)}`;
  if (host === DEFAULT_LISTEN) return '';
  const name = hostname === '127.0.0.1' ? '' : hostname;
  return ` --endpoint ${quoted(`${name}:${port || 80}`)}`;
}
