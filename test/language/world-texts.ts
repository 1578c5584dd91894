import { type Node, type Source, sourcesOf, textsOf, walk, withInnerNames } from './sources.ts';

/*
 * What is said of a world file that cannot be used. A line is made of the place, the field and a
 * problem: `world.yaml:3:5: accounts[0].id: must be ..., not 5`.
 */

/** Which argument of a call is a text. */
const ARGUMENT: Readonly<Record<string, number>> = {
  report: 1,
  digits: 0,
  word: 0,
  spelled: 1,
  SeedError: 1,
  WorldFileError: 0,
};

export function worldTexts(): Set<string> {
  const texts = new Set(['{0}: {1}', '{0}, not {1}']);
  for (const source of sourcesOf('src/world/**/*.ts').map(withInnerNames)) {
    const add = (node: Node, from: Source = source): void => {
      for (const text of textsOf(node, from)) if (isProblem(text)) texts.add(text);
    };
    walk(
      source.program,
      ({ type, value, callee, arguments: given = [], quasis, id, init, ...node }) => {
        if (type === 'Literal' && /^must ./.test(value)) texts.add(value);
        if (type === 'TemplateLiteral' && quasis[0].value.cooked.startsWith('must ')) {
          add({ type, quasis, ...node });
        }
        if (type === 'VariableDeclarator' && /^(KINDS|REASONS)$/.test(id.name)) {
          for (const kind of init.properties) texts.add(kind.value.value);
        }
        if (type !== 'CallExpression' && type !== 'NewExpression') return;
        const name = callee.name ?? callee.property?.name;
        const at = name === 'add' && given.length === 3 ? 2 : ARGUMENT[name];
        if (at !== undefined) add(given[at]);
      },
    );
  }
  return texts;
}

/** The value that is shown of a wrong one is added to what is said. */
const isProblem = (text: string): boolean => !/^, not|^\{0\}\{1\}$/.test(text);
