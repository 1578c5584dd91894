import { InvalidArgumentError, Option } from 'commander';
import type { loadDataPlane } from '#composition/host.ts';
import { parseEndpoint } from './endpoint.ts';
import { envFlag } from './env-flag.ts';
import { UsageError } from './error.ts';
import { DEFAULT_LISTEN } from './listen.ts';

/*
 * What several commands take.
 */

const DEFAULT_ENDPOINT = `http://${DEFAULT_LISTEN}`;

/** Wraps one of this program's parsers for commander. */
export function asArgument<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      if (error instanceof UsageError) throw new InvalidArgumentError(`${error.message}.`);
      throw error;
    }
  };
}

export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number, ${least} to ${most}.`);
  };
}

export function controlTokenOption(description: string): Option {
  return new Option('--control-token <token>', description).env('TENON_CONTROL_TOKEN');
}

export function controlTokenFileOption(): Option {
  return new Option('--control-token-file <file>', 'a file with the control token').env(
    'TENON_CONTROL_TOKEN_FILE',
  );
}

export function endpointOption(): Option {
  return new Option('--endpoint <url>', 'where the server listens')
    .env('TENON_ENDPOINT')
    .argParser(asArgument(parseEndpoint))
    .default(DEFAULT_ENDPOINT);
}

/** What a command that asks a running server's control API takes. */
export const controlOptions = (): Option[] => [
  endpointOption(),
  controlTokenOption("the server's"),
  controlTokenFileOption(),
];

/** How the data plane is set up. */
export const planeOptions = (): Option[] => [
  new Option('--guest <mode>', 'netns: what is configured inside an instance')
    .env('TENON_GUEST')
    .choices(['auto', 'none']),
  new Option('--rootless', 'netns: without any right on this host (env: TENON_ROOTLESS)'),
  new Option('--uplink <device>', 'netns: the device of this host that leads to the internet').env(
    'TENON_UPLINK',
  ),
  new Option(
    '--run-commands',
    "netns: carry out RunCommand, with this machine's files and this user's rights (env: TENON_RUN_COMMANDS)",
  ),
];

/** What `planeOptions` were given, those left out left out. */
export function givenPlaneOptions({
  guest,
  rootless,
  uplink,
  runCommands,
}: PlaneOptions): PlaneOptions {
  const isRootless = rootless ?? envFlag('TENON_ROOTLESS');
  return {
    ...(guest !== undefined && { guest }),
    ...(isRootless && { rootless: true }),
    ...(uplink !== undefined && { uplink }),
    ...((runCommands ?? envFlag('TENON_RUN_COMMANDS')) && { runCommands: true }),
  };
}

export type PlaneOptions = Parameters<typeof loadDataPlane>[1];
