import type { Input } from './scene.ts';
import type { TestServer } from './server.ts';

/** An Available IP address pool of BGP, without a block unless told. */
export async function madeIpAddressPool(server: TestServer, input: Input = {}): Promise<string> {
  const { IpAddressPoolId } = await server.client.ok('vpc', 'CreateIpAddressPool', {
    ISP: 'BGP',
    ...input,
  });
  await server.settled();
  return IpAddressPoolId;
}
