import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

interface Traffic {
  readonly receivedBytes: number;
  readonly receivedPackets: number;
  readonly sentBytes: number;
  readonly sentPackets: number;
}

/** What an EIP carries, as far as it is counted. */
export interface EipTrafficView {
  /** Why nothing is counted, and all figures are 0; '' where they are. */
  readonly notCounted: string;
  readonly total: Traffic;
  /** The minutes of the last hour in which it carried anything, oldest first. */
  readonly minutes: readonly (Traffic & { readonly at: number })[];
}

export interface EipsControl {
  /** Undefined when there is no such EIP. */
  readonly trafficOfEip: (allocationId: string) => Promise<EipTrafficView | undefined>;
}

const traffic = () => ({
  receivedBytes: z.number(),
  receivedPackets: z.number(),
  sentBytes: z.number(),
  sentPackets: z.number(),
});

const route = routesOf<EipsControl>();

export const eipRoutes = [
  route({
    method: 'GET',
    path: 'eips/{allocationId}/traffic',
    summary: 'Shows what an EIP received from the internet and sent there, in the last hour too.',
    answer: z.strictObject({
      allocationId: z.string(),
      counted: z.boolean(),
      why: z.string().describe('why nothing is counted, and all figures are 0'),
      total: z
        .strictObject(traffic())
        .describe('since it is bound, or this server drives the data plane'),
      minutes: z
        .array(z.strictObject({ beginsAt: z.string(), ...traffic() }))
        .describe('the minutes in which it carried anything, oldest first'),
    }),
    async handle({ trafficOfEip }, { path }) {
      const allocationId = path.allocationId ?? '';
      const found = await trafficOfEip(allocationId);
      if (found === undefined) return refuse(controlRefusals.NoSuchEip, allocationId);
      return {
        allocationId,
        counted: found.notCounted === '',
        why: found.notCounted,
        total: found.total,
        minutes: found.minutes.map(({ at, ...carried }) => ({
          beginsAt: new Date(at).toISOString(),
          ...carried,
        })),
      };
    },
  }),
];
