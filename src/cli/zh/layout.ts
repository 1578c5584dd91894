import { type Command, Help, type Option, type OutputConfiguration } from 'commander';
import { withoutValue } from '../secrets.ts';
import { widthOf, wrapped } from '../terminal.ts';
import { columnsOf } from '../width.ts';
import { chinese } from './index.ts';

/*
 * Commander's help and errors in Chinese. What is a name in them (of an option, of a command, of
 * what an option takes) stays as it is typed.
 */

const HELP_COLUMNS = 80;

const { help, errors } = chinese;

/** Has `program` and its commands speak Chinese. */
export function layOutInChinese(command: Command): void {
  command
    .configureHelp({ ...command.configureHelp(), ...HELP })
    .configureOutput({ ...command.configureOutput(), ...OUTPUT });
  command.commands.forEach(layOutInChinese);
}

const HELP: Partial<Help> = {
  // Commander puts a space after the first title, which a Chinese colon has in itself.
  formatHelp: (command, helper) =>
    Help.prototype.formatHelp.call(helper, command, helper).replace('： ', '：'),
  styleTitle: help,
  styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
  commandDescription: (command) => help(command.description()),
  subcommandDescription: (command) => help(command.summary() || command.description()),
  argumentDescription: ({ description, argChoices }) =>
    described(help(description), choicesOf(argChoices)),
  optionDescription,
  displayWidth: columnsOf,
  boxWrap: (text, width) => lineByLine(text, width),
};

const OUTPUT: OutputConfiguration = {
  writeOut: (text) => process.stdout.write(paragraphs(text, process.stdout)),
  writeErr: (text) => process.stderr.write(paragraphs(text, process.stderr)),
  outputError: (message, write) =>
    write(lineByLine(errors(withoutValue(message)), widthOf(process.stderr))),
};

function optionDescription(option: Option): string {
  const { argChoices, defaultValue, defaultValueDescription, envVar } = option;
  const more = choicesOf(argChoices);
  if (defaultValue !== undefined && (option.required || option.optional)) {
    more.push(`默认值：${help(defaultValueDescription ?? String(defaultValue))}`);
  }
  if (envVar !== undefined) more.push(`环境变量：${envVar}`);
  return described(help(option.description), more);
}

const choicesOf = (choices: readonly string[] | undefined): string[] =>
  choices === undefined ? [] : [`可选值：${choices.join('、')}`];

const described = (description: string, more: readonly string[]): string =>
  more.length === 0 ? description : `${description}（${more.join('；')}）`;

/** What stands below the help of a command: its prose translated, its examples as they are. */
function paragraphs(text: string, stream: NodeJS.WriteStream): string {
  return text
    .split('\n\n')
    .map((paragraph) => {
      const [, before = '', prose = '', after = ''] = /^(\n*)(.*?)(\n*)$/s.exec(paragraph) ?? [];
      const joined = prose.replaceAll('\n', ' ');
      const translated = help(joined);
      if (translated === joined) return help(paragraph);
      return before + wrapped(translated, Math.min(widthOf(stream), HELP_COLUMNS)) + after;
    })
    .join('\n\n');
}

const lineByLine = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line) => wrapped(line, width))
    .join('\n');
