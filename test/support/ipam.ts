import type { TestServer } from './server.ts';

type Input = Record<string, unknown>;

/** An IPAM with its default scopes. */
export interface IpamScene {
  readonly ipam: string;
  readonly scope: string;
  readonly publicScope: string;
  readonly discovery: string;
}

export async function ipamScene(server: TestServer, more: Input = {}): Promise<IpamScene> {
  const made = await server.client.ok('vpc', 'CreateIpam', more);
  return {
    ipam: made.IpamId,
    scope: made.PrivateDefaultScopeId,
    publicScope: made.PublicDefaultScopeId,
    discovery: made.DefaultResourceDiscoveryId,
  };
}

/** A pool of a scope, for IPv4 unless `more` says otherwise. Resolves to its id. */
export async function madePool(
  server: TestServer,
  IpamScopeId: string,
  more: Input = {},
): Promise<string> {
  const input = { IpamScopeId, IpVersion: 'IPv4', ...more };
  return (await server.client.ok('vpc', 'CreateIpamPool', input)).IpamPoolId;
}

export async function provision(server: TestServer, IpamPoolId: string, CidrBlock: string) {
  await server.client.ok('vpc', 'ProvisionIpamPoolCidr', { IpamPoolId, CidrBlock });
}

/** A new IPAM with a pool that has 10.0.0.0/8. */
export async function poolScene(
  server: TestServer,
  more: Input = {},
): Promise<IpamScene & { readonly pool: string }> {
  const at = await ipamScene(server);
  const pool = await madePool(server, at.scope, more);
  await provision(server, pool, '10.0.0.0/8');
  return { ...at, pool };
}
