import type { Method, Route } from './route.ts';

/** The routes of one path, by method, and what stands in its braces. */
interface Found<C> {
  readonly routes: ReadonlyMap<Method, Route<C>>;
  readonly parameters: Readonly<Record<string, string>>;
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

  find(path: string): Found<C> | undefined {
    const given = path.split('/');
    const found = this.#entries.flatMap(({ parts, routes }) => {
      const parameters = matched(parts, given);
      return parameters === undefined ? [] : [{ routes, parameters }];
    });
    return found.find(({ parameters }) => Object.keys(parameters).length === 0) ?? found[0];
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
    } else if (PART.test(text)) parameters[part.slice(1, -1)] = text;
    else return undefined;
  }
  return parameters;
}
