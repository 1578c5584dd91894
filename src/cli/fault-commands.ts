import { type Command, InvalidArgumentError, Option } from 'commander';
import { controlOptions, wholeNumber } from './program-options.ts';

const ADD_HELP = `
A fault strikes what would have been carried out: requests that are wrongly signed, malformed or
not allowed are refused as ever. Of --refuse, --delay, --cut, --half, --misstate, --fail and --hold
give one. Without --when it is settle for --fail and --hold, answer for --half and --misstate, and
before for the others.

Examples:
  tenon fault add AttachNetworkInterface --refuse FlowLimitExceeded --times 3
  tenon fault add CreateVpc --when answer --cut
  tenon fault add AttachNetworkInterface --hold --parameter NetworkInterfaceId=eni-1
  tenon fault add ecs:RunInstances --fail "no host is free"
  tenon fault add DescribeVpcs --refuse ServiceUnavailableTemp --times 0 --probability 0.1 --seed 7`;

/** Adds the commands about faults that a server is to have: fault add, list, remove. */
export function addFault(program: Command): void {
  const fault = program
    .command('fault')
    .description('have a running server fail on purpose, so that a client can be tested');

  const add = fault
    .command('add')
    .description('have the next requests of an action fail')
    .argument('<action>', 'an action such as CreateVpc; of another service: ecs:RunInstances')
    .addOption(new Option('--service <name>', 'the service of the action').default('vpc'))
    .addOption(
      new Option('--when <moment>', 'when it strikes').choices(['before', 'answer', 'settle']),
    )
    .option('--refuse <code>', 'a refusal in place of the answer, such as FlowLimitExceeded')
    .addOption(
      new Option('--status <status>', 'the HTTP status of --refuse').argParser(
        wholeNumber(400, 599),
      ),
    )
    .option('--message <text>', 'the message of --refuse')
    .addOption(new Option('--delay <time>', 'so much later: 500ms, 5s, 1m').argParser(duration))
    .option('--cut', 'the connection is reset in place of the answer')
    .option('--half', 'half of the answer, then the connection ends')
    .option('--misstate', 'a Content-Length that is half of the answer')
    .option('--fail <reason>', 'the transition that begins fails')
    .option('--hold', 'the transition that begins waits until the fault is removed')
    .addOption(count('--times <n>', 'how many requests; 0 is all, until it is removed', 1))
    .addOption(count('--skip <n>', 'how many requests to let pass first', 0))
    .addOption(new Option('--probability <p>', 'of a strike, 0 to 1').argParser(probability))
    .addOption(
      new Option('--seed <n>', 'of the probability: the same strikes for the same seed').argParser(
        wholeNumber(0, 0xffff_ffff),
      ),
    )
    .option('--account <id>', 'only of this account')
    .addOption(
      new Option(
        '--parameter <name=value...>',
        'only with this value, as in SecurityGroupIds.1=sg-1; may be repeated',
      ).argParser(pairs),
    )
    .addHelpText('after', ADD_HELP);
  asking(add).action(async (action, options) => (await import('./fault.ts')).add(action, options));

  asking(
    fault
      .command('list')
      .description('list the faults, and how often each has struck')
      .addHelpText('after', '\nExample:\n  tenon fault list --json'),
  ).action(async (options) => (await import('./fault.ts')).list(options));

  asking(
    fault
      .command('remove')
      .description('remove faults; what they hold goes on')
      .argument('[fault...]', 'such as fault-1')
      .option('--all', 'all of them')
      .addHelpText(
        'after',
        '\nExamples:\n  tenon fault remove fault-1\n  tenon fault remove --all',
      ),
  ).action(async (ids, options) => (await import('./fault.ts')).remove(ids, options));
}

function asking(command: Command): Command {
  for (const option of controlOptions()) command.addOption(option);
  return command.option('--json', 'print the answer as JSON');
}

const count = (flags: string, description: string, absent: number) =>
  new Option(flags, description)
    .argParser(wholeNumber(0, 1_000_000_000))
    .default(undefined, String(absent));

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

function duration(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,7})(ms|s|m)$/.exec(text) ?? [];
  const ms = Number(digits) * (UNITS[unit] ?? 0);
  if (ms > 0) return ms;
  throw new InvalidArgumentError('It is a number with ms, s or m, such as 5s.');
}

function probability(text: string): number {
  const value = /^(\d|\d?\.\d+)$/.test(text) ? Number(text) : 0;
  if (value > 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is more than 0 and at most 1, such as 0.5.');
}

function pairs(text: string, before: Record<string, string> = {}): Record<string, string> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('It is Name=Value.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}
