import type { Method, Route } from './route.ts';

/** The routes of one path, by method, and what stands in its braces. */
interface Found<C> {
  readonly routes: ReadonlyMap<Method, Route<C>>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A path that there is, but for a name in braces that nothing can have. */
interface Misnamed {
  readonly path: string;
  readonly misnamed: string;
  /** What it is called, which may be anything. */
  readonly text: string;
}

/** What stands in the place of a name in braces. */
const PART = /^[A-Za-z0-9._~-]{1,64}$/;

interface Entry<C> {
  readonly path: string;
  readonly parts: readonly string[];
  readonly routes: Map<Method, Route<C>>;
}

/** Finds the routes of a path. A path without braces takes precedence over one with them. */
export class Router<C> {
  readonly #entries: readonly Entry<C>[];

  constructor(routes: readonly Route<C>[]) {
    const entries = new Map<string, Entry<C>>();
    for (const route of routes) {
      const { path, method } = route;
      const entry = entries.get(path) ?? { path, parts: path.split('/'), routes: new Map() };
      if (entry.routes.has(method)) throw new Error(`there are two routes ${method} ${path}`);
      entries.set(path, entry);
      entry.routes.set(method, route);
    }
    this.#entries = [...entries.values()];
  }

  /** Each path as it is written, and its methods. */
  get paths(): readonly { readonly path: string; readonly methods: readonly Method[] }[] {
    return this.#entries.map(({ path, routes }) => ({ path, methods: [...routes.keys()] }));
  }

  /** @param path as it was sent: each of its parts is decoded here */
  find(path: string): Found<C> | Misnamed | undefined {
    const given = path.split('/').map(decoded);
    const found = this.#entries.flatMap(({ path, parts, routes }) => {
      const parameters = matched(parts, given);
      return parameters === undefined ? [] : [{ path, routes, parameters }];
    });
    const best = found.find(({ parameters }) => Object.keys(parameters).length === 0) ?? found[0];
    const wrong = best && Object.entries(best.parameters).find(([, text]) => !PART.test(text));
    return wrong && best ? { path: best.path, misnamed: wrong[0], text: wrong[1] } : best;
  }
}

function matched(
  parts: readonly string[],
  given: readonly string[],
): Record<string, string> | undefined {
  if (parts.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const text = given[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== text) return undefined;
    } else parameters[part.slice(1, -1)] = text;
  }
  return parameters;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
