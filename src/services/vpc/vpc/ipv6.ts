import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv6Block, ipv6BlockOf } from '../subnet/range.ts';
import type { Ipv6Wish } from './ipv6.rules.ts';
import { BGP } from './parameters.ts';

/** The parameters of a request about IPv6. */
export interface Ipv6Request {
  readonly EnableIpv6?: boolean | undefined;
  readonly Ipv6CidrBlock?: string | undefined;
  readonly Ipv6Isp?: string | undefined;
  readonly Ipv6MaskLen?: number | undefined;
}

/** Source: the Ipv6Isp parameter of CreateVpc. */
const REGION_OF_OTHER_ISPS = 'cn-shanghai';
const BGP_MASK = 56;

/**
 * What a request asks for the IPv6 of a VPC with the blocks `present`. A VPC keeps its blocks:
 * naming one of them again changes nothing.
 */
export async function readIpv6(
  tx: Reader,
  context: Context,
  request: Ipv6Request,
  present: readonly string[],
): Promise<Ipv6Wish> {
  const on = present.length > 0;
  const named = request.Ipv6CidrBlock;
  const detailed = named !== undefined || request.Ipv6MaskLen !== undefined;
  const kept = on && request.EnableIpv6 !== false;
  const wish = await readWish(tx, context, request);
  return {
    ...wish,
    enables: request.EnableIpv6 === true && !on,
    disables: request.EnableIpv6 === false && on,
    strayDetails: detailed && !on && request.EnableIpv6 !== true,
    otherBlock: kept && named !== undefined && !present.includes(wish.block?.text ?? ''),
  };
}

/** A request for an additional block, whatever blocks there are. */
export async function readFurtherIpv6(
  tx: Reader,
  context: Context,
  request: Ipv6Request,
): Promise<Ipv6Wish> {
  const { Ipv6CidrBlock, Ipv6Isp, Ipv6MaskLen } = request;
  return {
    ...(await readWish(tx, context, request)),
    enables: [Ipv6CidrBlock, Ipv6Isp, Ipv6MaskLen].some((each) => each !== undefined),
    disables: false,
    strayDetails: false,
    otherBlock: false,
  };
}

async function readWish(tx: Reader, context: Context, request: Ipv6Request) {
  const isp = request.Ipv6Isp ?? BGP;
  const named = request.Ipv6CidrBlock;
  const block = named === undefined ? undefined : ipv6Block(named);
  return {
    isp,
    ispOffered: isp === BGP || context.region.id === REGION_OF_OTHER_ISPS,
    maskNeeded: isp !== BGP && named === undefined && request.Ipv6MaskLen === undefined,
    named,
    block,
    mask: request.Ipv6MaskLen ?? BGP_MASK,
    taken: block !== undefined && (await isTaken(tx, context.region.id, block.text)),
  };
}

const TRIES = 16;

/**
 * The block that a VPC gets: the requested one, or a free automatic one. Automatic blocks are
 * unique local addresses (RFC 4193) with a random global id. Those are meant for private networks,
 * so a NIC that really has one can hide nobody's public address; the documentation prefix must not
 * be put on a NIC at all.
 */
export async function takeIpv6Block(tx: Reader, context: Context, wish: Ipv6Wish): Promise<string> {
  if (wish.block !== undefined) return wish.block.text;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const bytes = new Uint8Array(16);
    bytes.set(context.ids.random(8));
    bytes[0] = 0xfd;
    const block = ipv6BlockOf(bytes, wish.mask);
    if (!(await isTaken(tx, context.region.id, block))) return block;
  }
  return refuse(vpcRefusals.Conflict);
}

async function isTaken(tx: Reader, region: string, block: string): Promise<boolean> {
  return (await tx.first(vpcWithIpv6, { region, block })) !== undefined;
}

const vpcWithIpv6 = query((db, p: { region: string; block: string }) =>
  db
    .selectFrom('vpc_ipv6_block')
    .select('vpc_id')
    .where('region', '=', p.region)
    .where('cidr_block', '=', p.block),
);
