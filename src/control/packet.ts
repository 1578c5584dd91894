import * as z from 'zod';
import { findAccount } from '#core/account.ts';
import { refuse } from '#core/refusal.ts';
import { gatewayRefusals } from '#gateway/refusals.ts';
import { PACKET_PROTOCOLS, type Passage, STAGES } from '#packet/packet.ts';
import { tracePacket } from '#packet/trace.ts';
import type { Reader, Store } from '#store/store.ts';
import type { World } from '#world/world.ts';
import {
  type PacketQuery,
  type PacketSource,
  type Question,
  readQuestion,
} from './packet-question.ts';
import { routesOf } from './route.ts';

export interface PacketControl {
  readonly store: Store;
  readonly world: World;
  readonly packets: PacketSource;
}

interface Asked extends PacketQuery {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** What becomes of a packet, and why; nothing is sent. @throws Refused for what makes no packet. */
function viewPacket({ store, world, packets }: PacketControl, asked: Asked) {
  const { account = world.defaultAccountId, region = world.defaultRegionId } = asked;
  return store.read(async (tx) => {
    if ((await findAccount(tx, world, account)) === undefined) {
      refuse(gatewayRefusals.InvalidParameter, 'account', `there is no account ${account}`);
    }
    if (world.region(region) === undefined) {
      refuse(gatewayRefusals.InvalidParameter, 'region', `there is no region ${region}`);
    }
    const question = await readQuestion(tx, packets, { account_id: account, region }, asked);
    const { sourcePort: _, ...packet } = question.packet;
    const { reply, ...passage } = await answerTo(tx, packets, question);
    return { packet, ...shown(passage), ...(reply && { reply: shown(reply) }) };
  });
}

async function answerTo(tx: Reader, packets: PacketSource, question: Question) {
  const { packet, networks, absent, nowhere } = question;
  if (nowhere !== undefined) {
    const step = { stage: 'eip', verdict: 'drop', by: '', because: nowhere } as const;
    return {
      arrives: false,
      to: undefined,
      sourceSeen: undefined,
      steps: [step],
      reply: undefined,
    };
  }
  // Which instances it meets is known when it has been followed once.
  const met = new Set<string>();
  const isMet = (id: string) => met.add(id).has(id);
  tracePacket({ networks, absent, isRunning: isMet }, packet);
  const running = new Set<string>();
  for (const id of met) if (await packets.isRunning(tx, id)) running.add(id);
  return tracePacket({ networks, absent, isRunning: (id) => running.has(id) }, packet);
}

const shown = ({ arrives, to, sourceSeen, steps }: Passage) => ({
  arrives,
  ...(to !== undefined && { to }),
  ...(sourceSeen !== undefined && { sourceSeen }),
  steps: [...steps],
});

const receiver = z.union([
  z.strictObject({ nicId: z.string(), instanceId: z.string(), address: z.string() }),
  z.enum(['internet', 'gateway', 'metadata']),
]);

const passageView = z.strictObject({
  arrives: z.boolean(),
  to: receiver.optional().describe('who gets it, if it arrives'),
  sourceSeen: z.string().optional().describe('the source address that the receiver sees'),
  steps: z.array(
    z.strictObject({
      stage: z.enum(STAGES),
      verdict: z.enum(['pass', 'drop']),
      by: z.string().describe('the group, ACL, route table or EIP that decides; or empty'),
      because: z.string().describe('the fact that decides it'),
    }),
  ),
});

const route = routesOf<PacketControl>();

export const packetRoutes = [
  route({
    method: 'GET',
    path: 'packet',
    summary: 'Tells what becomes of a packet and of its answer, and why, without sending it.',
    query: z.strictObject({
      from: z
        .string()
        .describe('the interface that sends it: eni-..., i-... for its primary one, or internet'),
      source: z.string().optional().describe("its source address; by default the sender's primary"),
      to: z.string().describe('an address, or eni-..., i-... or internet'),
      protocol: z.enum(PACKET_PROTOCOLS).optional().describe('a ping unless told'),
      port: z.string().optional().describe('the destination port, for tcp and udp'),
      account: z
        .string()
        .optional()
        .describe("whose the interfaces are; the world's first unless told"),
      region: z.string().optional().describe("the world's default unless told"),
    }),
    answer: passageView.extend({
      packet: z.strictObject({
        from: z.string(),
        source: z.string(),
        destination: z.string().describe('empty where an interface has no address to ask'),
        protocol: z.enum(PACKET_PROTOCOLS),
        port: z.int(),
      }),
      reply: passageView.optional().describe('what becomes of the answer, if there is one'),
    }),
    handle: (control, { query }) => viewPacket(control, query),
  }),
];
