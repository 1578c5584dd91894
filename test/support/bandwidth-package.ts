import type { Input } from './scene.ts';
import type { TestServer } from './server.ts';

/** An Available bandwidth package, of 10 Mbps for IPv4 unless told. */
export async function madeBandwidthPackage(server: TestServer, input: Input = {}): Promise<string> {
  const { BandwidthPackageId } = await server.client.ok('vpc', 'CreateBandwidthPackage', {
    Bandwidth: 10,
    ...input,
  });
  await server.settled();
  return BandwidthPackageId;
}
