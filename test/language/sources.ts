import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/*
 * Reads texts out of the sources as templates: `the EIP is {0}`. What stands in a hole and is a
 * text itself ("absent") is a template of its own; a choice between two texts gives two templates.
 */

/** A node of the syntax tree; its fields depend on its type. */
// biome-ignore lint/suspicious/noExplicitAny: ESTree's union has no common access to children.
export type Node = any;

export interface Source {
  readonly path: string;
  readonly program: Node;
  /** What names of the file stand for: constants and functions of its top level. */
  readonly names: ReadonlyMap<string, readonly Node[]>;
  /** Whether these are also the names inside of its functions. */
  readonly hasInnerNames: boolean;
  /** Where imported names come from. */
  readonly imports: ReadonlyMap<string, { readonly path: string; readonly name: string }>;
}

export const ROOT = resolve(import.meta.dirname, '../..');

const parsed = new Map<string, Source>();

export function sourceOf(path: string): Source {
  let source = parsed.get(path);
  if (source === undefined) {
    const program = parseAst(readFileSync(path, 'utf8'), { lang: 'ts' });
    const [names, imports] = [namesOf(program), importsOf(path, program)];
    source = { path, program, names, hasInnerNames: false, imports };
    parsed.set(path, source);
  }
  return source;
}

/** The sources whose paths match, without tests. */
export const sourcesOf = (pattern: string): Source[] =>
  globSync(pattern, { cwd: ROOT })
    .filter((path) => !path.endsWith('.test.ts'))
    .sort()
    .map((path) => sourceOf(join(ROOT, path)));

function namesOf(program: Node): Map<string, Node[]> {
  const names = new Map<string, Node[]>();
  for (const statement of program.body) {
    const declared = statement.declaration ?? statement;
    if (declared.type === 'FunctionDeclaration') names.set(declared.id.name, [declared]);
    if (declared.type === 'VariableDeclaration') {
      for (const { id, init } of declared.declarations) {
        if (id.type === 'Identifier' && init !== null) names.set(id.name, [init]);
      }
    }
  }
  return names;
}

/** The source with what its functions name inside of them, too. */
export function withInnerNames(source: Source): Source {
  const names = new Map<string, Node[]>();
  walk(source.program, ({ type, id, init }) => {
    if (type !== 'VariableDeclarator' || id.type !== 'Identifier' || init === null) return;
    names.set(id.name, [...(names.get(id.name) ?? []), init]);
  });
  for (const [name, nodes] of source.names) names.set(name, [...nodes]);
  return { ...source, names, hasInnerNames: true };
}

function importsOf(path: string, program: Node): Source['imports'] {
  const imports = new Map<string, { path: string; name: string }>();
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const from: string = statement.source.value;
    const file = from.startsWith('#')
      ? join(ROOT, 'src', from.slice(1))
      : from.startsWith('.')
        ? join(dirname(path), from)
        : undefined;
    if (file === undefined || !file.endsWith('.ts')) continue;
    for (const { local, imported } of statement.specifiers) {
      if (imported !== undefined) imports.set(local.name, { path: file, name: imported.name });
    }
  }
  return imports;
}

/** Calls `visit` for each node, outermost first; it answers false for one whose parts do not count. */
export function walk(node: Node, visit: (node: Node) => unknown): void {
  if (Array.isArray(node)) {
    for (const part of node) walk(part, visit);
  } else if (typeof node?.type === 'string') {
    if (visit(node) === false) return;
    for (const part of Object.values(node)) if (typeof part === 'object') walk(part, visit);
  }
}

/** The templates of what `node` may be as a text; `undefined` among them stands for any text. */
export function templatesOf(node: Node, source: Source, others = new Set<string>()): Template[] {
  return new Reader(source, others).read(node, 0);
}

/** Literal parts, and between them holes. */
type Template = readonly string[];
const HOLE: Template = ['', ''];

/** `['the EIP is ', '']` -> `the EIP is {0}` */
export const written = (template: Template): string =>
  template.reduce((text, part, at) => `${text}{${at - 1}}${part}`);

const isText = (template: Template): boolean => template.some((part) => /\p{L}/u.test(part));

/** The number of steps for which names are followed. */
const DEEPEST = 10;

class Reader {
  readonly #source: Source;
  /** Receives the texts that stand in holes. */
  readonly #others: Set<string>;

  constructor(source: Source, others: Set<string>) {
    this.#source = source;
    this.#others = others;
  }

  read(node: Node, depth: number): Template[] {
    switch (node?.type) {
      case 'Literal':
        return typeof node.value === 'string' ? [[node.value]] : [HOLE];
      case 'TemplateLiteral':
        return this.#template(node, depth);
      case 'ConditionalExpression':
        return [...this.read(node.consequent, depth), ...this.read(node.alternate, depth)];
      case 'LogicalExpression':
        return node.operator === '&&'
          ? [[''], ...this.read(node.right, depth)]
          : [...this.read(node.left, depth), ...this.read(node.right, depth)];
      case 'BinaryExpression':
        return node.operator === '+'
          ? joined(this.read(node.left, depth), this.read(node.right, depth))
          : [HOLE];
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'ParenthesizedExpression':
      case 'ChainExpression':
      case 'AwaitExpression':
        return this.read(node.expression ?? node.argument, depth);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return this.#returned(node, depth);
      case 'Identifier':
        return this.#named(node.name, depth);
      case 'ArrayExpression':
        return node.elements.flatMap((element: Node) => this.read(element, depth));
      case 'CallExpression':
        return this.#called(node, depth);
      default:
        return [HOLE];
    }
  }

  #template({ quasis, expressions }: Node, depth: number): Template[] {
    let templates: Template[] = [[quasis[0].value.cooked]];
    for (const [at, expression] of expressions.entries()) {
      templates = joined(templates, this.#hole(expression, depth));
      templates = joined(templates, [[quasis[at + 1].value.cooked]]);
    }
    return templates;
  }

  /** What stands in a template: the texts of a choice, or a hole. */
  #hole(node: Node, depth: number): Template[] {
    const templates = this.read(node, depth + 1);
    if (
      this.#isChoice(node) &&
      templates.every((template) => isText(template) || template.length === 1)
    ) {
      return templates;
    }
    for (const template of templates) if (isText(template)) this.#others.add(written(template));
    return [HOLE];
  }

  /** Whether it is a text or one of some, so that it can stand in the template itself. */
  #isChoice(node: Node): boolean {
    if (node.type === 'Identifier') {
      const nodes = this.#source.names.get(node.name) ?? [];
      return nodes.length === 1 && (nodes[0].type === 'Literal' || this.#isChoice(nodes[0]));
    }
    return (
      node.type === 'ConditionalExpression' ||
      (node.type === 'LogicalExpression' && node.operator === '&&')
    );
  }

  #called({ callee, arguments: given }: Node, depth: number): Template[] {
    if (callee.type === 'Identifier') return this.#named(callee.name, depth);
    if (callee.property?.name === 'map') return this.read(given[0], depth);
    if (/^(join|filter)$/.test(callee.property?.name)) return this.read(callee.object, depth);
    return [HOLE];
  }

  #named(name: string, depth: number): Template[] {
    if (depth > DEEPEST) return [HOLE];
    const here = this.#source.names.get(name);
    if (here !== undefined) return here.flatMap((node) => this.read(node, depth + 1));
    const from = this.#source.imports.get(name);
    if (from === undefined) return [HOLE];
    const whole = sourceOf(from.path);
    const there = this.#source.hasInnerNames ? withInnerNames(whole) : whole;
    const reader = new Reader(there, this.#others);
    const nodes = there.names.get(from.name) ?? [];
    return nodes.length === 0 ? [HOLE] : nodes.flatMap((node) => reader.read(node, depth + 1));
  }

  #returned({ body }: Node, depth: number): Template[] {
    if (body?.type !== 'BlockStatement') return body ? this.read(body, depth + 1) : [HOLE];
    const templates: Template[] = [];
    const look = (node: Node): void => {
      if (Array.isArray(node)) node.forEach(look);
      else if (node?.type === 'ReturnStatement') {
        if (node.argument) templates.push(...this.read(node.argument, depth + 1));
      } else if (typeof node?.type === 'string' && !/Function/.test(node.type)) {
        for (const part of Object.values(node)) if (typeof part === 'object') look(part);
      }
    };
    look(body);
    return templates.length === 0 ? [HOLE] : templates;
  }
}

/** Each of `ones` followed by each of `others`. */
const joined = (ones: readonly Template[], others: readonly Template[]): Template[] =>
  ones.flatMap((one) =>
    others.map((other) => [...one.slice(0, -1), `${one.at(-1)}${other[0]}`, ...other.slice(1)]),
  );

/** Every text in a hole of `node` and every template of it that says something. */
export function textsOf(node: Node, source: Source): Set<string> {
  const texts = new Set<string>();
  for (const template of templatesOf(node, source, texts)) {
    if (isText(template)) texts.add(written(template));
  }
  return texts;
}
