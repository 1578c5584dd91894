import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { buildProgram } from '#cli/program.ts';
import {
  type Node,
  ROOT,
  type Source,
  sourceOf,
  sourcesOf,
  textsOf,
  walk,
  withInnerNames,
} from './sources.ts';

/*
 * The texts of the command line, by subject, as templates: `nothing listens at {0}`. They are read
 * out of the sources, so that none can be forgotten.
 */

/** What help says: of the program as it is built. */
export function helpTexts(): Set<string> {
  const texts = new Set([
    'Usage:',
    'Options:',
    'Commands:',
    'Arguments:',
    'display help for command',
  ]);
  const visit = (command: Command): void => {
    texts.add(command.description());
    for (const { description, defaultValue, defaultValueDescription } of command.options) {
      texts.add(description);
      if (defaultValue !== undefined) texts.add(defaultValueDescription ?? '');
    }
    for (const { description } of command.registeredArguments) texts.add(description);
    for (const paragraph of below(command)) texts.add(paragraph);
    command.commands.forEach(visit);
  };
  visit(buildProgram());
  return new Set([...texts].filter(isProse));
}

/** The parts of commander that can be reached in no other way. */
interface Inner {
  emit(event: string, context: object): boolean;
  readonly _showHelpAfterError: boolean | string;
}

/** The prose below the help of a command, and what stands above its examples. */
function below(command: Command): string[] {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const { emit, _showHelpAfterError: onError } = command as unknown as Inner;
  emit.call(command, 'afterHelp', { error: false, command, write });
  if (typeof onError === 'string') written.push(onError);
  return written
    .flatMap((text) => text.trim().split('\n\n'))
    .map((paragraph) => paragraph.replace(/\n {2}.*/gs, '').replaceAll('\n', ' '));
}

/** Whether a text is prose. Values to choose from, addresses and numbers are not. */
const isProse = (text: string): boolean =>
  (/\p{L}/u.test(text) && !/^[\w.:/-]+$/.test(text)) || / /.test(text) || /^\w+:$/.test(text);

const ERRORS = /^(CliError|UsageError|InvalidArgumentError|Mistake|StoreUrlError)$/;
/** Functions that make a message which others throw or print. */
const MESSAGES = [
  'src/cli/listen-failure.ts listenFailure',
  'src/cli/exposure.ts warningsOf',
  'src/dataplane/registry.ts planeProblems',
];

/** What errors and warnings say. */
export function errorTexts(): Set<string> {
  const texts = commanderErrors();
  const add = (node: Node, source: Source): void => {
    for (const text of textsOf(node, source)) for (const line of text.split('\n')) texts.add(line);
  };
  for (const source of [
    ...sourcesOf('src/cli/**/*.ts'),
    sourceOf(join(ROOT, 'src/store/url.ts')),
  ].map(withInnerNames)) {
    walk(source.program, ({ type, callee, arguments: given, key, value }) => {
      const isError = type === 'NewExpression' && ERRORS.test(callee.name);
      const isSaid = type === 'CallExpression' && /^(complain|unreadable)$/.test(callee.name);
      if (isError || isSaid) add(given[0], source);
      // These are in the table of arguments with secrets, and among the reasons why a server is not
      // ready.
      if (type === 'Property' && /^(instead|reason)$/.test(key.name)) add(value, source);
    });
  }
  for (const each of MESSAGES) {
    const [path = '', name = ''] = each.split(' ');
    const source = withInnerNames(sourceOf(join(ROOT, path)));
    add({ type: 'Identifier', name }, source);
  }
  return new Set([...texts].filter(isMessage));
}

/**
 * Whether a text is a message. The name by which this program is called is none, nor is one with a
 * call left in it.
 */
const isMessage = (text: string): boolean =>
  /\p{L}/u.test(text) && !/^(npx |npm run .*)?tenon( --)?$/.test(text) && !text.includes('()');

/** What commander itself says. */
function commanderErrors(): Set<string> {
  const texts = new Set<string>();
  for (const file of ['command', 'suggestSimilar', 'option', 'argument']) {
    const path = join(ROOT, 'node_modules/commander/lib', `${file}.js`);
    const source = withInnerNames(sourceOf(path));
    walk(source.program, (node) => {
      if (node.type !== 'TemplateLiteral') return;
      const start = readFileSync(path, 'utf8').slice(node.start, node.end);
      if (!/error: |Did you mean|Allowed choices|^`(option '|environment variable) /.test(start))
        return;
      for (const text of textsOf(node, source)) {
        // A guess, which is a text of its own, may follow. Where something is invalid, the reason
        // follows.
        const said = text.trim().replace(/'\{1\}$/, "'");
        const holes = said.split('{').length - 1;
        texts.add(/is invalid.*\.$/.test(said) ? `${said} {${holes}}` : said);
      }
    });
  }
  return texts;
}

/** What explain and why print themselves. */
export function toldTexts(): Set<string> {
  const texts = new Set<string>();
  for (const file of ['explain', 'why']) {
    const source = withInnerNames(sourceOf(join(ROOT, `src/cli/${file}.ts`)));
    walk(source.program, ({ type, callee, arguments: given }) => {
      if (type !== 'CallExpression' || !/^(told|localized)$/.test(callee.name)) return;
      if (callee.name === 'localized' && given[1]?.value !== 'told') return;
      for (const text of textsOf(given[0], source)) texts.add(text);
    });
  }
  return texts;
}

/** The reasons of rules: all prose in the files in which rules are. */
export function reasonTexts(): Set<string> {
  const texts = new Set<string>();
  for (const source of sourcesOf('src/{core,services}/**/*.ts')) {
    if (!source.path.endsWith('.rules.ts') && !hasReasons(source)) continue;
    const addProse = (node: Node): void => {
      for (const text of textsOf(node, source)) if (text.includes(' ')) texts.add(text);
    };
    const add = (node: Node): void => {
      for (const text of textsOf(node, source)) texts.add(text);
    };
    walk(source.program, (node) => {
      // Of the messages of refusals.
      if (node.type === 'Property' && node.key.name === 'args') return false;
      if (isReason(node)) add(node.value);
      if (node.type === 'ArrowFunctionExpression') addProse(node);
      if (node.type === 'ReturnStatement') addProse(node.argument);
      if (node.type === 'VariableDeclarator') addProse(node.init);
      if (node.type === 'CallExpression') node.arguments.forEach(addProse);
      if (isOfNoun(node)) add(node.arguments[2]);
      return true;
    });
  }
  return new Set([...texts].filter((text) => !/^\{0\}\.\w+$/.test(text)));
}

/** A call of a rule maker of core that takes the name of a kind of resource. */
const isOfNoun = (node: Node): boolean =>
  node.type === 'CallExpression' &&
  /^(exists|existsUnnamed|notServiceManaged|inStatus)$/.test(node.callee.name);

const isReason = (node: Node): boolean => node.type === 'Property' && node.key.name === 'because';

function hasReasons(source: Source): boolean {
  let has = false;
  walk(source.program, (node) => {
    has ||= isReason(node);
  });
  return has;
}
