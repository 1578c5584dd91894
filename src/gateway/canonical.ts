/**
 * The canonical request: the text that both sides of a signature must write alike.
 *
 * The vendor's algorithm leaves corners open (repeated parameters, inner white space, the order of
 * unusual names), and its own signers fill them differently. A dialect is one signer's way.
 */

/** Decoded names and values, in wire order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** The signed parts of a request, as they came over the wire. */
export interface Signable {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** Only the pairs that the signature covers. */
  readonly query: Pairs;
  /** In the order of the client's SignedHeaders list; names in lower case. */
  readonly headers: Pairs;
  /** Lower-case hex. */
  readonly bodyHash: string;
}

/** How one official signer writes the parts that the algorithm leaves open. */
interface Dialect {
  readonly path: (raw: string) => string;
  readonly query: (pairs: Pairs) => string;
  /** Lines without a line feed after the last. */
  readonly headers: (headers: Pairs) => string;
}

/**
 * The texts that an official signer may have hashed for this request, likeliest first, none twice.
 * Of nearly every request there is only one, whoever signed it.
 */
export function* canonicalRequests(request: Signable): Generator<string, void> {
  const tried: string[] = [];
  const spellings = spellHost(request.headers);
  for (const dialect of dialectsFor(request.headers)) {
    const path = dialect.path(request.path || '/');
    const query = dialect.query(request.query);
    for (const headers of spellings) {
      const block = headerBlock(dialect, headers);
      const text = `${request.method}\n${path}\n${query}\n${block}\n${request.bodyHash}`;
      if (tried.includes(text)) continue;
      tried.push(text);
      yield text;
    }
  }
}

/**
 * Lines and names of the headers keep the client's own order, which need not be sorted: the
 * vendor's sample code signs `host;x-date;x-content-sha256;content-type`. An empty list of headers
 * gives four line feeds in a row, as all presigners write it.
 */
function headerBlock(dialect: Dialect, headers: Pairs): string {
  return `${dialect.headers(headers)}\n\n${headers.map(([name]) => name).join(';')}`;
}

/**
 * What a client may have signed as its host, given the Host header that arrived.
 * Go and Python leave out ports 80 and 443 in the signature but not on the wire; an HTTP library
 * or a proxy may do the opposite. Any other port is part of the name.
 */
export function signedHosts(host: string): readonly string[] {
  if (host.endsWith(':80')) return [host, host.slice(0, -3)];
  if (host.endsWith(':443')) return [host, host.slice(0, -4)];
  return /:\d+$/.test(host) ? [host] : [host, `${host}:80`, `${host}:443`];
}

function spellHost(headers: Pairs): readonly Pairs[] {
  const at = headers.findIndex(([name]) => name === 'host');
  const host = headers[at];
  if (host === undefined) return [headers];
  return signedHosts(host[1]).map((spelling) => headers.with(at, ['host', spelling]));
}

/** volc-sdk-golang `base/sign.go`, which the Go SDK, the Terraform provider and `ve` share. */
const go: Dialect = {
  path: (raw) => encodePath(decodePath(raw)),
  query: (pairs) => joinQuery(pairs, (a, b) => compareCodePoints(a[0], b[0]), encode),
  headers: (headers) => joinHeaders(headers, (value) => bytesAsUtf8(value).trim()),
};

/** `@volcengine/sdk-core`: the names of the headers are in code unit order, their lines are not. */
const node: Dialect = {
  path: go.path,
  query: (pairs) =>
    joinQuery(
      pairs,
      (a, b) => compareUnits(a[0], b[0]) || compareUnits(encode(a[1]), encode(b[1])),
      encode,
    ),
  headers: (headers) =>
    joinHeaders(
      headers.toSorted((a, b) => a[0].localeCompare(b[0], 'en')),
      collapseSpace,
    ),
};

/** `@volcengine/openapi`, the older Node SDK. */
const olderNode: Dialect = {
  path: asSent,
  query: node.query,
  headers: (headers) => joinHeaders(headers, collapseSpace),
};

/** Presigned URLs of later versions of `@volcengine/sdk-core`: `! ' ( ) *` are not escaped. */
const nodePresigner: Dialect = {
  path: asSent,
  query: (pairs) =>
    joinQuery(
      pairs,
      (a, b) => compareUnits(a[0], b[0]) || compareUnits(a[1], b[1]),
      encodeComponent,
    ),
  headers: (headers) => joinHeaders(headers, asSent),
};

/** volcengine-python-sdk `signv4.py`: sorts what is already encoded. */
const python: Dialect = {
  path: asSent,
  query: (pairs) =>
    joinQuery(
      pairs.map(([name, value]) => [encode(name), encode(value)]),
      (a, b) => compareUnits(a[0], b[0]) || compareUnits(a[1], b[1]),
      asSent,
    ),
  headers: nodePresigner.headers,
};

/** volcengine-java-sdk `VolcstackSign`: signs x-date alone, and "/" whatever the path is. */
const java: Dialect = { path: () => '/', query: node.query, headers: nodePresigner.headers };

const dialects: readonly Dialect[] = [go, node, olderNode, nodePresigner, python];
const dialectsWithJava: readonly Dialect[] = [...dialects, java];

function dialectsFor(signedHeaders: Pairs): readonly Dialect[] {
  return signedHeaders.length === 1 && signedHeaders[0]?.[0] === 'x-date'
    ? dialectsWithJava
    : dialects;
}

/**
 * RFC 3986: all but `A-Z a-z 0-9 - . _ ~` becomes the `%XX` of its UTF-8 bytes, in upper case.
 * A lone surrogate is encoded as U+FFFD.
 */
export function encode(text: string): string {
  return isUnreserved(text) ? text : encodeComponent(text).replace(/[!'()*]/g, percent);
}

function encodeComponent(text: string): string {
  return isUnreserved(text) ? text : encodeURIComponent(text.toWellFormed());
}

function isUnreserved(text: string): boolean {
  return !/[^A-Za-z0-9\-._~]/.test(text);
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function encodePath(path: string): string {
  return path === '/' ? path : path.split('/').map(encode).join('/');
}

function decodePath(raw: string): string {
  if (!raw.includes('%')) return raw;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function asSent(text: string): string {
  return text;
}

function joinQuery(
  pairs: Pairs,
  compare: (a: Pairs[number], b: Pairs[number]) => number,
  spell: (text: string) => string,
): string {
  let query = '';
  for (const [name, value] of pairs.toSorted(compare)) {
    query += `${query === '' ? '' : '&'}${spell(name)}=${spell(value)}`;
  }
  return query;
}

function joinHeaders(headers: Pairs, spell: (value: string) => string): string {
  return headers.map(([name, value]) => `${name}:${spell(value)}`).join('\n');
}

function collapseSpace(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

/** Node reads header bytes as Latin-1; Go signs the bytes themselves. */
function bytesAsUtf8(value: string): string {
  if (!/[\u0080-\uffff]/.test(value)) return value;
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? value : text;
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of the UTF-8 bytes, in which surrogates stand above the rest of the first plane. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
