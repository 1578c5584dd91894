import { placeOfNumber } from '#core/paging.ts';
import { query } from '#store/query.ts';
import type { VpcIpv4CidrRow } from '#store/schema/vpc-cidr.ts';
import type { VpcRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';

/*
 * The CIDR blocks of a VPC in addition to its first IPv4 block. While the VPC is locked they do not
 * change.
 */

/** An IPv6 block with its carrier. */
export interface Ipv6OfVpc {
  readonly cidr_block: string;
  readonly isp: string;
}

/** The blocks of a VPC, oldest first. */
export interface Blocks {
  readonly secondary: string[];
  readonly user: string[];
  readonly ipv6: Ipv6OfVpc[];
}

export const NO_BLOCKS: Blocks = { secondary: [], user: [], ipv6: [] };

/** The blocks of each VPC. */
export async function blocksOfVpcs(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Blocks>> {
  const none = (): Blocks => ({ secondary: [], user: [], ipv6: [] });
  const found = new Map<string, Blocks>(ids.map((id) => [id, none()]));
  if (ids.length === 0) return found;
  const ipv4 = await tx.select((db) =>
    db.selectFrom('vpc_ipv4_block').selectAll().where('vpc_id', 'in', ids).orderBy('position'),
  );
  const ipv6 = await tx.select((db) =>
    db.selectFrom('vpc_ipv6_block').selectAll().where('vpc_id', 'in', ids).orderBy('position'),
  );
  for (const row of ipv4) found.get(row.vpc_id)?.[row.kind].push(row.cidr_block);
  for (const row of ipv6) found.get(row.vpc_id)?.ipv6.push(row);
  return found;
}

/** The blocks of one VPC. */
export async function blocksOf(tx: Reader, vpcId: string): Promise<Blocks> {
  const ipv4 = await tx.all(ipv4Blocks, { vpcId });
  const of = (kind: VpcIpv4CidrRow['kind']) =>
    ipv4.filter((row) => row.kind === kind).map((row) => row.cidr_block);
  return {
    secondary: of('secondary'),
    user: of('user'),
    ipv6: await tx.all(ipv6Blocks, { vpcId }),
  };
}

/** A block and its position among those of its VPC. */
export interface PlacedBlock {
  readonly place: string;
  readonly cidr_block: string;
}

/** The blocks that are reached within a VPC: its first one, then IPv4 before IPv6, oldest first. */
export async function reachedBlocksOf(
  tx: Reader,
  vpc: Pick<VpcRow, 'id' | 'cidr_block'>,
): Promise<PlacedBlock[]> {
  const ipv4 = await tx.all(ipv4Blocks, { vpcId: vpc.id });
  const ipv6 = await tx.all(ipv6Blocks, { vpcId: vpc.id });
  const placed =
    (family: 4 | 6) =>
    ({ cidr_block, position }: { cidr_block: string; position: number }): PlacedBlock => ({
      place: `${family} ${placeOfNumber(position)}`,
      cidr_block,
    });
  return [
    { place: '0', cidr_block: vpc.cidr_block },
    ...ipv4.filter(({ kind }) => kind === 'secondary').map(placed(4)),
    ...ipv6.map(placed(6)),
  ];
}

/** Adds a block to a VPC, in its canonical form, as `ipv4Cidr` gives it. */
export async function addIpv4Block(
  tx: Writer,
  vpcId: string,
  kind: VpcIpv4CidrRow['kind'],
  cidrBlock: string,
): Promise<void> {
  const position = ((await tx.first(lastIpv4, { vpcId }))?.position ?? -1) + 1;
  await tx.insert('vpc_ipv4_block', { vpc_id: vpcId, kind, cidr_block: cidrBlock, position });
  tx.touch('vpc', vpcId);
}

export async function removeIpv4Block(tx: Writer, vpcId: string, cidrBlock: string): Promise<void> {
  await tx.run(deleteIpv4, { vpcId, cidrBlock });
  tx.touch('vpc', vpcId);
}

/**
 * Adds an IPv6 block to a VPC. The caller writes the first one to the VPC's row too.
 * @throws UniqueViolation when another VPC of the region has it.
 */
export async function addIpv6Block(
  tx: Writer,
  vpc: Pick<VpcRow, 'id' | 'region'>,
  block: Ipv6OfVpc,
): Promise<void> {
  const position = ((await tx.first(lastIpv6, { vpcId: vpc.id }))?.position ?? -1) + 1;
  await tx.insert('vpc_ipv6_block', {
    vpc_id: vpc.id,
    region: vpc.region,
    cidr_block: block.cidr_block,
    isp: block.isp,
    position,
  });
  tx.touch('vpc', vpc.id);
}

export async function removeIpv6Block(
  tx: Writer,
  vpc: Pick<VpcRow, 'id' | 'region'>,
  cidrBlock: string,
): Promise<void> {
  await tx.run(deleteIpv6, { region: vpc.region, cidrBlock });
  tx.touch('vpc', vpc.id);
}

/** Removes every IPv6 block of a VPC. */
export async function removeIpv6Blocks(tx: Writer, vpcId: string): Promise<void> {
  await tx.run(deleteAllIpv6, { vpcId });
  tx.touch('vpc', vpcId);
}

/** Deletes the blocks of a VPC that is being deleted. */
export async function removeBlocks(tx: Writer, vpcId: string): Promise<void> {
  await tx.run(deleteAllIpv4, { vpcId });
  await tx.run(deleteAllIpv6, { vpcId });
}

/** The columns of a VPC's row about IPv6: its first IPv6 block. */
export function ipv6Columns([first]: readonly Ipv6OfVpc[]) {
  return { ipv6_cidr_block: first?.cidr_block ?? '', ipv6_isp: first?.isp ?? '' };
}

const ipv4Blocks = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('vpc_ipv4_block')
    .select(['kind', 'cidr_block', 'position'])
    .where('vpc_id', '=', p.vpcId)
    .orderBy('position'),
);

const ipv6Blocks = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('vpc_ipv6_block')
    .select(['cidr_block', 'isp', 'position'])
    .where('vpc_id', '=', p.vpcId)
    .orderBy('position'),
);

const lastIpv4 = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('vpc_ipv4_block')
    .select('position')
    .where('vpc_id', '=', p.vpcId)
    .orderBy('position', 'desc')
    .limit(1),
);

const lastIpv6 = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('vpc_ipv6_block')
    .select('position')
    .where('vpc_id', '=', p.vpcId)
    .orderBy('position', 'desc')
    .limit(1),
);

const deleteIpv4 = query((db, p: { vpcId: string; cidrBlock: string }) =>
  db
    .deleteFrom('vpc_ipv4_block')
    .where('vpc_id', '=', p.vpcId)
    .where('cidr_block', '=', p.cidrBlock),
);

const deleteIpv6 = query((db, p: { region: string; cidrBlock: string }) =>
  db
    .deleteFrom('vpc_ipv6_block')
    .where('region', '=', p.region)
    .where('cidr_block', '=', p.cidrBlock),
);

const deleteAllIpv4 = query((db, p: { vpcId: string }) =>
  db.deleteFrom('vpc_ipv4_block').where('vpc_id', '=', p.vpcId),
);

const deleteAllIpv6 = query((db, p: { vpcId: string }) =>
  db.deleteFrom('vpc_ipv6_block').where('vpc_id', '=', p.vpcId),
);
