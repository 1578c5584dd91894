/** A Tenon in memory with the large network of the map's benchmark. */
import { createServer } from '#server.ts';
import { makeWorld } from '#world/make.ts';
import { LARGE, mapSeeds } from './map-world.ts';

const server = createServer({
  world: makeWorld({ quotas: { NetworkInterfaces: 100_000, Instances: 100_000 } }),
  seeds: mapSeeds(LARGE),
  onAnswered: ({ fault }) => fault && console.error(fault),
  onFault: (fault) => console.error(fault),
});
const port = Number(new URL(await server.listen('127.0.0.1', 0)).port);
process.send?.({ port });
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
