import type { Command, Option } from 'commander';
import { localized } from './language.ts';

/*
 * Completion scripts are made of the commands themselves, so that none is forgotten. Each shell is
 * given the words of every command; files are completed where a file is wanted.
 */

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** One command, and what may follow it. */
interface Entry {
  /** `netns clean`; '' for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly says: string }[];
  readonly options: readonly OptionEntry[];
  /** The words that its argument may be. */
  readonly choices: readonly string[];
  /** Whether its argument is a file, or a command with its arguments. */
  readonly takesFiles: boolean;
}

interface OptionEntry {
  readonly flags: readonly string[];
  readonly says: string;
  /** Whether a word follows it: one of `choices`, a file, or anything. */
  readonly takesValue: boolean;
  readonly choices: readonly string[];
  readonly isFile: boolean;
}

/** The script that has a shell complete `tenon`. */
export function completionScript(program: Command, shell: Shell): string {
  const entries = entriesOf(program, '');
  switch (shell) {
    case 'bash':
      return bash(entries);
    case 'zsh':
      // Its own emulation of bash's completion: one script for both.
      return `#compdef tenon\nautoload -U +X bashcompinit && bashcompinit\n${bash(entries)}`;
    case 'fish':
      return fish(entries);
  }
}

const inLanguage = (text: string): string => localized(text, 'help');

function entriesOf(command: Command, path: string): Entry[] {
  const commands = command.commands.filter((each) => !isHidden(each));
  const help = { flags: ['--help', '-h'], says: inLanguage('display help for command'), ...FLAG };
  const version = {
    flags: ['--version', '-V'],
    says: inLanguage('output the version number'),
    ...FLAG,
  };
  const own: Entry = {
    path,
    commands: commands.map((each) => ({ name: each.name(), says: inLanguage(each.description()) })),
    options: [
      ...command.options.filter((option) => option.long !== '--version').map(optionEntry),
      help,
      ...(path === '' ? [version] : []),
    ],
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    takesFiles: command.registeredArguments.some((argument) => FILE.test(argument.name())),
  };
  const below = (each: Command) =>
    entriesOf(each, path === '' ? each.name() : `${path} ${each.name()}`);
  return [own, ...commands.flatMap(below)];
}

const isHidden = (command: Command) => (command as { _hidden?: boolean })._hidden === true;

const FLAG = { takesValue: false, choices: [], isFile: false };
const FILE = /^(file|path|command)$/;

function optionEntry(option: Option): OptionEntry {
  const { long, short, argChoices, description, flags } = option;
  return {
    flags: [long, short].filter((flag) => flag !== undefined && flag !== null) as string[],
    says: inLanguage(description),
    takesValue: option.required || option.optional,
    choices: argChoices ?? [],
    isFile: /<(file|path)>/.test(flags),
  };
}

/** Characters that a word of a list may have, in each of the shells. */
const words = (list: readonly string[]) =>
  list.filter((word) => /^[\w.:@=-]+$/.test(word)).join(' ');

function bash(entries: readonly Entry[]): string {
  const paths = entries.map(({ path, commands }) =>
    commands.map(({ name }) => `    '${path}>${name}') path='${`${path} ${name}`.trim()}' ;;`),
  );
  const values = entries.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(({ flags, choices, isFile }) => {
        const names = flags.map((flag) => `'${path}>${flag}'`).join('|');
        const action = isFile ? 'files=1' : `words='${words(choices)}'`;
        return `    ${names}) ${action}; value=1 ;;`;
      }),
  );
  const lists = entries.map(({ path, commands, options, choices, takesFiles }) => {
    const names = words([...commands.map(({ name }) => name), ...choices]);
    const flags = words(options.flatMap((option) => option.flags));
    return `    '${path}') words='${names}'; flags='${flags}'${takesFiles ? '; files=1' : ''} ;;`;
  });
  return `# Completes tenon: eval "$(tenon completion bash)"
_tenon() {
  local cur prev path word words flags files value i
  COMPREPLY=()
  cur=\${COMP_WORDS[COMP_CWORD]}
  prev=\${COMP_WORDS[COMP_CWORD-1]}
  path=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # What follows is a command of the user's own.
    if [[ $word == -- ]]; then
      COMPREPLY=($(compgen -c -- "$cur") $(compgen -f -- "$cur"))
      return
    fi
    case "$path>$word" in
${paths.flat().join('\n')}
    esac
  done
  case "$path>$prev" in
${values.join('\n')}
  esac
  if [[ -z $value ]]; then
    case "$path" in
${lists.join('\n')}
    esac
    if [[ $cur == -* ]]; then
      words=$flags
      files=
    fi
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -n $files ]]; then
    COMPREPLY+=($(compgen -f -- "$cur"))
    compopt -o filenames 2>/dev/null
  fi
}
complete -F _tenon tenon
`;
}

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry) => {
    const at = condition(entry, entries);
    const line = (rest: string) => `complete -c tenon ${at} ${rest}`;
    return [
      ...entry.commands.map(({ name, says }) => line(`-f -a ${name} -d ${inFish(says)}`)),
      ...entry.choices.map((choice) => line(`-f -a ${inFish(choice)}`)),
      ...(entry.takesFiles ? [line('-F')] : []),
      ...entry.options.map((option) => {
        const flags = option.flags.map((flag) =>
          flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
        );
        const value = !option.takesValue
          ? ''
          : option.isFile
            ? ' -r -F'
            : ` -x${option.choices.length > 0 ? ` -a ${inFish(option.choices.join(' '))}` : ''}`;
        return line(`${flags.join(' ')}${value} -d ${inFish(option.says)}`);
      }),
    ];
  });
  return `# Completes tenon: tenon completion fish | source\ncomplete -c tenon -f\n${lines.join('\n')}\n`;
}

/** Whether the words so far are those of the command, and of none below it. */
function condition({ path, commands }: Entry, entries: readonly Entry[]): string {
  const seen =
    path === '' ? [] : path.split(' ').map((name) => `__fish_seen_subcommand_from ${name}`);
  const below =
    path === ''
      ? entries.filter((each) => /^[^ ]+$/.test(each.path)).map((each) => each.path)
      : commands.map(({ name }) => name);
  const none = below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`];
  return `-n '${[...seen, ...none].join('; and ')}'`;
}

const inFish = (text: string) => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
