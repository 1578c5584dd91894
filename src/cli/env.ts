import { CLIENTS, type ClientName } from './clients.ts';
import { quoted, tenon } from './command-line.ts';
import { askControl } from './control.ts';
import { CliError } from './error.ts';
import { loadWorld } from './world.ts';

export interface EnvOptions {
  readonly endpoint: string;
  readonly world?: string;
}

/** A server on this machine or network answers at once, or is not there. */
const PATIENCE_MS = 1000;

/**
 * Prints the settings that point `client` at the endpoint, with the default account's key. The
 * server need not be up: if it is not, standard error says so.
 */
export async function printEnv(client: ClientName, options: EnvOptions): Promise<void> {
  const { endpoint } = options;
  const { world } = await loadWorld(options.world);
  const key = world.accounts[0]?.keys[0];
  if (key === undefined) throw new CliError('the first account of the world has no key');
  const { accessKeyId, secretAccessKey } = key;
  const region = world.defaultRegionId;
  console.log(CLIENTS[client]({ endpoint, region, accessKeyId, secretAccessKey }));
  try {
    await askControl(endpoint, 'health/live', undefined, PATIENCE_MS);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    console.error(`${tenon()} env: ${error.message}`);
  }
  if (client === 'bash' && process.stdout.isTTY) {
    // A user who sees the lines has not evaluated them.
    const there = process.argv.slice(2).map(quoted).join(' ');
    console.error(`# To set them in this shell: eval "$(${tenon()} ${there})"`);
  }
}
