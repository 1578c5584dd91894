import { CLIENTS, type ClientName } from './clients.ts';
import { CliError } from './error.ts';
import { loadWorld } from './world.ts';

export interface EnvOptions {
  readonly endpoint: string;
  readonly world?: string;
}

/** Prints the settings that point `client` at the endpoint, with the default account's key. */
export async function printEnv(client: string, options: EnvOptions): Promise<void> {
  if (!Object.hasOwn(CLIENTS, client)) {
    throw new CliError(
      `there are no settings for [${client}]: it is one of ${Object.keys(CLIENTS).join(', ')}`,
    );
  }
  const { world } = await loadWorld(options.world);
  const key = world.accounts[0]?.keys[0];
  if (key === undefined) throw new CliError('the first account of the world has no key');
  console.log(
    CLIENTS[client as ClientName]({
      endpoint: options.endpoint,
      region: world.defaultRegionId,
      accessKeyId: key.accessKeyId,
      secretAccessKey: key.secretAccessKey,
    }),
  );
}
