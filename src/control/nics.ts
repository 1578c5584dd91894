import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

/** What a NIC that is plugged has counted since then. */
export interface NicView {
  readonly nicId: string;
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
  /** Packets that were dropped on their way from it or to it, by the reason; no reason, no drop. */
  readonly dropped: Readonly<Record<string, number>>;
}

export interface NicsControl {
  /**
   * The NICs that the data plane has plugged into an instance; undefined when it does not have the
   * instance.
   */
  readonly nicsOf: (instanceId: string) => Promise<readonly NicView[] | undefined>;
}

/** What the NICs of an instance count. @throws Refused when it is not in the data plane. */
async function viewNics({ nicsOf }: NicsControl, instanceId: string) {
  const nics = await nicsOf(instanceId);
  if (nics === undefined) return refuse(controlRefusals.NotInDataPlane, instanceId);
  return { instanceId, nics: [...nics] };
}

const route = routesOf<NicsControl>();

export const nicRoutes = [
  route({
    method: 'GET',
    path: 'instances/{instanceId}/nics',
    summary: "Shows what an instance's NICs have counted since they were plugged.",
    answer: z.strictObject({
      instanceId: z.string(),
      nics: z.array(
        z.strictObject({
          nicId: z.string(),
          receivedBytes: z.number(),
          receivedPackets: z.number(),
          sentBytes: z.number(),
          sentPackets: z.number(),
          dropped: z.record(z.string(), z.number()).describe('dropped packets by the reason'),
        }),
      ),
    }),
    handle: (control, { path }) => viewNics(control, path.instanceId ?? ''),
  }),
];
