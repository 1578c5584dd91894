import type { Input } from './scene.ts';
import type { TestServer } from './server.ts';

/** An Available IPv4 gateway that is attached to no VPC. */
export async function madeIpv4Gateway(server: TestServer, input: Input = {}): Promise<string> {
  const { Ipv4GatewayId } = await server.client.ok('vpc', 'CreateIpv4Gateway', { ...input });
  await server.settled();
  return Ipv4GatewayId;
}
