import { isIP } from 'node:net';
import { refuse } from '#core/refusal.ts';
import { PUBLISHED_SECRETS } from '#world/defaults.ts';
import type { AccessKey } from '#world/world.ts';
import { gatewayRefusals } from './refusals.ts';
import {
  hostName,
  isLoopback,
  isLoopbackName,
  isOwnPage,
  proxyBefore,
  type RequestHead,
} from './request-head.ts';

export interface ApiGuardOptions {
  /**
   * Host names that the server accepts besides those of {@link isTrusted}; `*` stands for any
   * characters.
   */
  readonly allowHosts?: readonly string[];
  /** Whether keys whose secret is published may be used from beyond this machine. */
  readonly allowDefaultKey?: boolean;
  /** Whether a server that checks no signatures answers beyond this machine. */
  readonly allowLenient?: boolean;
}

/**
 * Protects the API from requests that need no secret of its owner. A signature by a secret key is
 * proof enough, whatever its source and host name. Without this guard, a web page in a browser on
 * this machine could do anything that the API can, and so could every host that reaches the port.
 */
export class ApiGuard {
  readonly #options: ApiGuardOptions;
  readonly #allowed: RegExp[];
  /** Why any client may reach the server, wherever it appears to be; undefined on loopback. */
  #exposed: string | undefined;
  /** The Host header that was accepted last: a client sends the same one each time. */
  #knownHost: string | undefined;

  constructor(options: ApiGuardOptions = {}) {
    this.#options = options;
    this.#allowed = (options.allowHosts ?? []).map(patternOf);
  }

  /** Tells the guard where the server is about to listen. */
  listensOn(host: string): void {
    // With port mappings and user-space networks of containers, any client appears as loopback.
    this.#exposed = isLoopbackName(host) ? undefined : `the server listens on ${host}`;
    if (!isIP(host)) this.#allowed.push(patternOf(host));
  }

  /**
   * Refuses what a browser sends, whatever its signature, because a page can send it without the
   * user's knowledge. Requests from pages of this server pass, except navigations.
   */
  refuseBrowsers(head: RequestHead): void {
    const marks = marksOf(head);
    const foreign = marks.find(({ own }) => !own);
    if (foreign !== undefined) refuse(gatewayRefusals.AskedByPage, foreign.because);
    if (marks.length > 0) this.refuseUnknownHost(head);
  }

  /** Refuses what a browser sends to a name that may be a page's own (see `refuseUnknownHost`). */
  refuseUnknownPage(head: RequestHead): void {
    if (marksOf(head).length > 0) this.refuseUnknownHost(head);
  }

  /** Refuses a published key when anybody may have sent the request. */
  refusePublishedKey({ accessKeyId, secretAccessKey }: AccessKey, head: RequestHead): void {
    if (!PUBLISHED_SECRETS.has(secretAccessKey)) return;
    const why = this.#options.allowDefaultKey ? undefined : this.#beyondThisMachine(head);
    if (why !== undefined) refuse(gatewayRefusals.PublishedKey, accessKeyId, why);
    this.refuseUnknownHost(head);
  }

  /** Refuses a key in one of the ways below, whatever is signed with it. */
  refuseKey(key: AccessKey, head: RequestHead, auth: 'strict' | 'lenient'): void {
    if (auth === 'strict') this.refusePublishedKey(key, head);
    else this.refuseUnchecked(head);
  }

  /** Refuses a request whose signature is not checked when anybody may have sent it. */
  refuseUnchecked(head: RequestHead): void {
    const why = this.#options.allowLenient ? undefined : this.#beyondThisMachine(head);
    if (why !== undefined) refuse(gatewayRefusals.LenientBeyondLoopback, why);
    this.refuseUnknownHost(head);
  }

  /**
   * A page can make its own name resolve to this machine (DNS rebinding). The browser then takes
   * its requests for requests to the page's own host, and does not mark them.
   */
  refuseUnknownHost({ headers: { host } }: RequestHead): void {
    if (host === undefined || host === this.#knownHost) return; // No browser leaves it out.
    const name = hostName(host);
    if (!isTrusted(name) && !this.#allowed.some((pattern) => pattern.test(name))) {
      refuse(gatewayRefusals.UnknownHost, host, name || 'NAME');
    }
    this.#knownHost = host;
  }

  #beyondThisMachine(head: RequestHead): string | undefined {
    if (this.#exposed !== undefined) return this.#exposed;
    const { remoteAddress = '' } = head;
    if (!isLoopback(remoteAddress)) return `the request came from ${remoteAddress || 'nowhere'}`;
    return proxyBefore(head);
  }
}

/** A header by which a browser can be recognised. */
interface Mark {
  readonly because: string;
  /** Whether it says that a page of this server sent the request. */
  readonly own: boolean;
}

function marksOf(head: RequestHead): Mark[] {
  const marks: Mark[] = [];
  const { origin, referer, 'user-agent': agent = '' } = head.headers;
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode } = head.headers;
  const mark = (name: string, value: unknown, own: boolean) =>
    marks.push({ because: `its ${name} is [${value}]`, own });
  if (origin !== undefined) mark('Origin', origin, isOwnPage(origin, head));
  if (site !== undefined) mark('Sec-Fetch-Site', site, site === 'same-origin');
  if (referer !== undefined) mark('Referer', referer, isOwnPage(referer, head));
  // Browsers send none of these with an image of http://192.168.0.1, say.
  if (BROWSER.test(agent)) mark('User-Agent', agent, marks.length > 0);
  // Node's fetch, which is no browser, sends the mode alone.
  if (mode !== undefined && !FETCHED.has(String(mode))) mark('Sec-Fetch-Mode', mode, false);
  return marks;
}

/** Modes of what a page's own code fetches. */
const FETCHED: ReadonlySet<string> = new Set(['cors', 'no-cors', 'same-origin']);
/** PowerShell's web requests call themselves Mozilla, too. */
const BROWSER = /^Mozilla\/(?!.*PowerShell)/;

/** Names that nobody can register in the public DNS. */
const RESERVED =
  /(?:^|\.)(?:localhost|local|internal|home\.arpa|lan|svc|svc\.cluster\.local|test|example|invalid)$/;
/** The vendor's names: clients that use this server as their proxy send them. */
const VENDORS = /\.(?:volcengineapi|volcengine-api|byteplusapi)\.com$/;

/** Addresses, names without a dot, reserved names and the vendor's own. */
function isTrusted(name: string): boolean {
  return isIP(name) !== 0 || /^[\w-]+$/.test(name) || RESERVED.test(name) || VENDORS.test(name);
}

function patternOf(host: string): RegExp {
  const parts = hostName(host)
    .split('*')
    .map((part) => part.replace(/[^\w-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
