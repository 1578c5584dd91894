/**
 * The canonical request: the text that both sides of a signature must produce identically.
 *
 * The vendor's algorithm leaves details open (repeated parameters, inner white space, the order of
 * unusual names), and its own signers treat them differently. A dialect is what one signer does.
 */

/** Decoded names and values, in wire order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** The signed parts of a request, as they came over the wire. */
export interface Signable {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** Only the signed pairs. */
  readonly query: Pairs;
  /** In the order of the client's SignedHeaders list; names in lower case. */
  readonly headers: Pairs;
  /** Lower-case hex. */
  readonly bodyHash: string;
}

/** How one official signer treats what the algorithm leaves open. */
interface Dialect {
  readonly path: (raw: string) => string;
  readonly query: (query: Query) => string;
  readonly headerOrder: (headers: Pairs) => Pairs;
  readonly headerValue: (value: string) => string;
}

/**
 * The texts that an official signer may have hashed for this request, likeliest first, without
 * duplicates. For nearly every request there is only one, whoever signed it.
 */
export function* canonicalRequests(request: Signable): Generator<string, void> {
  const texts = new CanonicalTexts(request);
  yield texts.likeliest;
  yield* texts.others();
}

/** The texts of {@link canonicalRequests}: the first by itself, the others when it is not it. */
export class CanonicalTexts {
  readonly #request: Signable;
  #query: Query | undefined;
  /** That of the Go dialect, with the Host header as it arrived. */
  readonly likeliest: string;

  constructor(request: Signable) {
    this.#request = request;
    const { method, headers, bodyHash } = request;
    const path = go.path(request.path || '/');
    const query = queryAsItCame(request.query) ?? go.query(this.#encoded);
    let lines = '';
    let names = '';
    for (const [name, value] of headers) {
      lines += `${name}:${go.headerValue(value)}\n`;
      names += names === '' ? name : `;${name}`;
    }
    // Without headers, too, their lines end with a line feed.
    if (lines === '') lines = '\n';
    this.likeliest = `${method}\n${path}\n${query}\n${lines}\n${names}\n${bodyHash}`;
  }

  /** The other texts; each part of the query is encoded once for all. */
  *others(): Generator<string, void> {
    for (const text of allTexts(this.#request, this.#encoded)) {
      if (text !== this.likeliest) yield text;
    }
  }

  get #encoded(): Query {
    this.#query ??= new Query(this.#request.query);
    return this.#query;
  }
}

/**
 * What `go.query` makes of pairs that came in its order with nothing to escape, as nearly all do;
 * undefined of others. It is written from the decoded pairs, like every dialect: what is verified
 * must not come from another reading of the request than what is carried out.
 */
function queryAsItCame(pairs: Pairs): string | undefined {
  let text = '';
  let all = '';
  let before = '';
  for (const [name, value] of pairs) {
    if (name < before) return undefined;
    text += text === '' ? `${name}=${value}` : `&${name}=${value}`;
    all += name + value;
    before = name;
  }
  // Without the `=` and `&` of the text, which a name or a value must not have.
  return isUnreserved(all) ? text : undefined;
}

/**
 * The texts of all dialects. Dialects share the parts that they write alike, so that a wrong
 * signature does not cost the same work once per dialect.
 */
function* allTexts(request: Signable, query: Query): Generator<string, void> {
  const tried = new Set<string>();
  const spellings = spellHost(request.headers);
  const [paths, queries, values] = [new Kept(), new Kept(), new Kept()];
  for (const dialect of dialectsFor(request.headers)) {
    const path = paths.get(dialect.path, () => dialect.path(request.path || '/'));
    const canonicalQuery = queries.get(dialect.query, () => dialect.query(query));
    const spell = (value: string) =>
      values.get(dialect.headerValue, () => dialect.headerValue(value), value);
    for (const headers of spellings) {
      const text = textOf(request, path, canonicalQuery, headerBlock(dialect, spell, headers));
      if (tried.has(text)) continue;
      tried.add(text);
      yield text;
    }
  }
}

function textOf(
  { method, bodyHash }: Signable,
  path: string,
  query: string,
  headerBlock: string,
): string {
  return `${method}\n${path}\n${query}\n${headerBlock}\n${bodyHash}`;
}

/** Caches the result of each function for a text, so that each runs once. */
class Kept {
  readonly #made = new Map<unknown, Map<string, string>>();

  get(way: unknown, make: () => string, of = ''): string {
    let made = this.#made.get(way);
    if (made === undefined) {
      made = new Map();
      this.#made.set(way, made);
    }
    let text = made.get(of);
    if (text === undefined) {
      text = make();
      made.set(of, text);
    }
    return text;
  }
}

/**
 * Lines and names of the headers keep the client's own order, which need not be sorted: the
 * vendor's sample code signs `host;x-date;x-content-sha256;content-type`. An empty list of headers
 * gives four line feeds in a row, as all presigners write it.
 */
function headerBlock(dialect: Dialect, spell: (value: string) => string, headers: Pairs): string {
  const lines = dialect.headerOrder(headers).map(([name, value]) => `${name}:${spell(value)}`);
  return `${lines.join('\n')}\n\n${headers.map(([name]) => name).join(';')}`;
}

/**
 * The host that a client may have signed, given the Host header that arrived. Go and Python leave
 * out ports 80 and 443 in the signature but not on the wire; an HTTP library or a proxy may do the
 * opposite. Any other port is part of the name.
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

/** A pair of the query, and its spelling by nearly all signers. */
interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly encodedName: string;
  readonly encodedValue: string;
}

/** The signed pairs of the query, encoded once for all dialects. */
class Query {
  readonly parameters: readonly Parameter[];

  constructor(pairs: Pairs) {
    this.parameters = pairs.map(([name, value]) => ({
      name,
      value,
      encodedName: encode(name),
      encodedValue: encode(value),
    }));
  }

  /** The query as nearly all signers write it, each in its own order. */
  sorted(compare: (a: Parameter, b: Parameter) => number): string {
    return joinQuery(
      this.parameters.toSorted(compare),
      ({ encodedName, encodedValue }) => `${encodedName}=${encodedValue}`,
    );
  }
}

const asOrdered = (headers: Pairs): Pairs => headers;

/** volc-sdk-golang `base/sign.go`, which the Go SDK, the Terraform provider and `ve` share. */
const go: Dialect = {
  path: (raw) => encodePath(decodePath(raw)),
  query: (query) => query.sorted((a, b) => compareCodePoints(a.name, b.name)),
  headerOrder: asOrdered,
  headerValue: (value) => bytesAsUtf8(value).trim(),
};

/** `@volcengine/sdk-core`: the names of the headers are in code unit order, their lines are not. */
const node: Dialect = {
  path: go.path,
  query: (query) =>
    query.sorted(
      (a, b) => compareUnits(a.name, b.name) || compareUnits(a.encodedValue, b.encodedValue),
    ),
  headerOrder: (headers) => headers.toSorted((a, b) => a[0].localeCompare(b[0], 'en')),
  headerValue: collapseSpace,
};

/** `@volcengine/openapi`, the older Node SDK. */
const olderNode: Dialect = { ...node, path: asSent, headerOrder: asOrdered };

/** Presigned URLs of later versions of `@volcengine/sdk-core`: `! ' ( ) *` are not escaped. */
const nodePresigner: Dialect = {
  path: asSent,
  query: ({ parameters }) =>
    joinQuery(
      parameters.toSorted((a, b) => compareUnits(a.name, b.name) || compareUnits(a.value, b.value)),
      ({ name, value }) => `${encodeComponent(name)}=${encodeComponent(value)}`,
    ),
  headerOrder: asOrdered,
  headerValue: asSent,
};

/** volcengine-python-sdk `signv4.py`: sorts what is already encoded. */
const python: Dialect = {
  ...nodePresigner,
  query: (query) =>
    query.sorted(
      (a, b) =>
        compareUnits(a.encodedName, b.encodedName) || compareUnits(a.encodedValue, b.encodedValue),
    ),
};

/** volcengine-java-sdk `VolcstackSign`: signs x-date alone, and "/" whatever the path is. */
const java: Dialect = { ...nodePresigner, path: () => '/', query: node.query };

const dialects: readonly Dialect[] = [go, node, olderNode, nodePresigner, python];
const dialectsWithJava: readonly Dialect[] = [...dialects, java];

function dialectsFor(signedHeaders: Pairs): readonly Dialect[] {
  return signedHeaders.length === 1 && signedHeaders[0]?.[0] === 'x-date'
    ? dialectsWithJava
    : dialects;
}

/**
 * RFC 3986: all characters but `A-Z a-z 0-9 - . _ ~` become `%XX` for each of their UTF-8 bytes, in
 * upper case. A lone surrogate is encoded as U+FFFD.
 */
export function encode(text: string): string {
  if (isUnreserved(text)) return text;
  const encoded = encodeComponent(text);
  if (!/[!'()*]/.test(encoded)) return encoded;
  // A replacer function would be called for every quote, and there may be 60,000 of them.
  return encoded
    .replaceAll('!', '%21')
    .replaceAll("'", '%27')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29')
    .replaceAll('*', '%2A');
}

function encodeComponent(text: string): string {
  return isUnreserved(text) ? text : encodeURIComponent(text.toWellFormed());
}

function isUnreserved(text: string): boolean {
  return !/[^A-Za-z0-9\-._~]/.test(text);
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
  parameters: readonly Parameter[],
  write: (parameter: Parameter) => string,
): string {
  return parameters.map(write).join('&');
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

/** The order of the UTF-8 bytes, in which surrogates come after the rest of the first plane. */
function compareCodePoints(a: string, b: string): number {
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return compareUnits(a, b);
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const SURROGATE = /[\ud800-\udfff]/;

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
