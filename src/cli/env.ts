import { existsSync } from 'node:fs';
import { CLIENTS, type ClientName } from '#control/settings/clients.ts';
import { quoted } from '#control/settings/quoted.ts';
import type { Target } from '#control/settings/target.ts';
import { IN_THE_WAY } from '#control/settings/variables.ts';
import { tenon } from './command-line.ts';
import { askControl, unlessRefused } from './control.ts';
import { CliError } from './error.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { trustFiles } from './tls.ts';
import { loadWorld } from './world.ts';

export interface EnvOptions extends ControlTokenOptions {
  readonly endpoint: string;
  readonly world?: string;
}

/** A server on this machine or network answers at once, or is not there. */
const PATIENCE_MS = 2000;

/**
 * Prints the settings that point `client` at the server, with the key that the server names. It
 * need not be up: if it is not, the key is that of the world file, and standard error says so.
 */
export async function printEnv(client: ClientName, options: EnvOptions): Promise<void> {
  const target = await targetOf(options);
  for (const line of unsetting(client)) console.log(line);
  console.log(CLIENTS[client](target));
  if (client === 'bash' && process.stdout.isTTY) {
    // A user who sees the lines has not evaluated them.
    const there = process.argv.slice(2).map(quoted).join(' ');
    console.error(`# To set them in this shell: eval "$(${tenon()} ${there})"`);
  }
}

async function targetOf(options: EnvOptions): Promise<Target> {
  const { endpoint } = options;
  const found = await ofServer(options);
  const isTrusted = !endpoint.startsWith('https:') || !existsSync(trustFiles().certificate);
  const target = { endpoint, ...found, ...(!isTrusted && { trust: trustFiles() }) };
  if (target.accessKeyId !== '') return target;
  throw new CliError('the first account of the world has no key');
}

type NamedKey = Pick<Target, 'region' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>;

/** What the server names; of the world file when nothing is there that names it. */
async function ofServer(options: EnvOptions): Promise<NamedKey> {
  try {
    const { endpoint } = options;
    const answer = await askControl(endpoint, 'client', controlTokenOf(options), PATIENCE_MS);
    const { region, accessKeyId, secretAccessKey, sessionToken } = unlessRefused(answer);
    return { region, accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const from = options.world ?? 'the default world';
    console.error(`${tenon()} env: ${error.message}; the key is that of ${from}`);
  }
  const { world } = await loadWorld(options.world);
  const { accessKeyId = '', secretAccessKey = '', sessionToken } = world.accounts[0]?.keys[0] ?? {};
  return {
    region: world.defaultRegionId,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
  };
}

/** Takes away what is set here and would lead clients astray. */
function unsetting(client: ClientName): string[] {
  const set = IN_THE_WAY.filter((name) => process.env[name] !== undefined);
  switch (client) {
    case 'bash':
      return set.map((name) => `unset ${name}`);
    case 'fish':
      return set.map((name) => `set -e ${name}`);
    case 'powershell':
      return set.map((name) => `Remove-Item Env:${name}`);
    default:
      return [];
  }
}
