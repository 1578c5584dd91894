/** A store by its URL: how it may be shown, and how its engine is opened. */
export interface StoreUrl {
  readonly engine: 'memory' | 'sqlite' | 'postgres';
  /**
   * The URL as it may be shown: without the password, and without parameters, which may contain
   * one.
   */
  readonly shown: string;
  /** Whether it contains a password. */
  readonly secret: boolean;
  /** What the engine is opened with: a path or a URL. */
  readonly target: string;
}

/**
 * An error about a URL that must not be shown, because its parts are ambiguous. The message shows
 * no part of it.
 */
export class StoreUrlError extends Error {}

const FORMS = 'memory, sqlite:PATH or postgres://USER@HOST/DATABASE';

/**
 * Reads `memory`, `sqlite:PATH` or `postgres://...`. A URL that could be read in two ways is
 * refused: the driver would take a part of a password for a host, and name it in its errors.
 * @throws StoreUrlError
 */
export function readStoreUrl(url: string): StoreUrl {
  if (url === 'memory') {
    return { engine: 'memory', shown: url, secret: false, target: ':memory:' };
  }
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path !== undefined) return { engine: 'sqlite', shown: url, secret: false, target: path };
  const postgres = /^postgres(?:ql)?:\/\/(.*)$/is.exec(url)?.[1];
  if (postgres !== undefined) return readPostgres(postgres);
  // The text after a colon, or next to an @ or a =, may be a password.
  const word = /^[^:@=\s]{1,200}(?=$|:)/.exec(url)?.[0] ?? '...';
  throw new StoreUrlError(`no store is called [${word}]: it is ${FORMS}`);
}

/** `url` as it may be shown. @throws StoreUrlError */
export const shownStore = (url: string): string => readStoreUrl(url).shown;

/** `rest` is what follows `postgres://`. */
function readPostgres(rest: string): StoreUrl {
  if (/[\s#]/.test(rest) || /%(?![0-9a-f]{2})/i.test(rest)) unreadable('it is not percent-encoded');
  const [, authority = '', path = '', query = ''] =
    /^([^/?]*)(\/[^?]*)?(?:\?(.*))?$/.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  // Programs differ in which of several @ ends the password: a part of it may be taken for a host.
  if (authority.indexOf('@') !== at) unreadable('it has more than one @ before its host');
  if (/,/.test(host) || /(?:^|&)(?:host|port)=[^&]*,/.test(query)) {
    unreadable(
      'it names more than one host, and Tenon connects to one, which leads to the primary: a proxy, a virtual address or a name',
    );
  }
  if (!HOST.test(host)) unreadable('its host is none');
  if (!/^\/?[^/@:]*$/.test(path)) unreadable('its database is no name');
  const parameters = query === '' ? [] : query.split('&');
  if (!parameters.every((each) => /^[a-z_]+=[^@]*$/i.test(each))) {
    unreadable('its parameters are not name=value');
  }
  const [user = '', ...password] = authority.slice(0, Math.max(at, 0)).split(':');
  const secret = password.length > 0;
  const who = at < 0 ? '' : `${user}${secret ? ':***' : ''}@`;
  return {
    engine: 'postgres',
    shown: `postgres://${who}${host}${path}`,
    secret: secret || parameters.some((each) => /^(?:ssl)?password=/i.test(each)),
    target: `postgres://${rest}`,
  };
}

/** A name, an IPv4 address, an IPv6 address in brackets or a percent-encoded path; a port. */
const HOST = /^(?:[\w.-]*|\[[0-9a-f:.]+\]|%2f[\w.%-]+)(?::\d{1,5})?$/i;

function unreadable(why: string): never {
  throw new StoreUrlError(
    `the store's URL cannot be read: ${why}. It is postgres://USER:PASSWORD@HOST:PORT/DATABASE, with / ? # @ : % and spaces in a part of it written %2F %3F %23 %40 %3A %25 %20; or leave the password to PGPASSWORD or a file that PGPASSFILE names`,
  );
}
