import { afterEach, expect, it } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { ENGINES, placeOn, type TestStore } from '#test/support/stores.ts';
import { migrations } from '../migrations.ts';
import { openStore } from '../open.ts';
import { CARRIED_AT_ONCE } from './columns.ts';

/** The steps that a program knew before volumes had a table. */
const BEFORE = migrations.slice(0, 22);

/** What such a program wrote of an instance's volumes. */
const LISTED = JSON.stringify([
  {
    VolumeId: 'vol-system',
    VolumeType: 'ESSD_PL0',
    Size: 40,
    DeleteWithInstance: true,
    Kind: 'system',
  },
  {
    VolumeId: 'vol-data',
    VolumeType: 'ESSD_FlexPL',
    Size: 500,
    DeleteWithInstance: false,
    Kind: 'data',
    SnapshotId: 'snap-1',
    BurstEnabled: true,
    ExtraPerformance: { ExtraPerformanceTypeId: 'IOPS', IOPS: 7, Throughput: 0 },
  },
]);

/** More than are carried over in one portion. */
const INSTANCES = CARRIED_AT_ONCE + 3;

const instance = (number: number) => ({
  id: `i-${String(number).padStart(4, '0')}`,
  account_id: 'account',
  region: 'cn-beijing',
  project_name: 'one',
  name: 'web',
  description: '',
  status: 'RUNNING',
  revision: 1,
  created_at: 1000,
  updated_at: 2000,
  vpc_id: 'vpc-1',
  subnet_id: 'subnet-1',
  zone_id: 'cn-beijing-a',
  instance_type_id: 'ecs.g3i.large',
  image_id: 'image-1',
  hostname: 'web',
  instance_charge_type: number === 0 ? 'PrePaid' : 'PostPaid',
  spot_strategy: 'NoSpot',
  key_pair_name: '',
  stopped_mode: 'KeepCharging',
  deletion_protection: 0,
  hpc_cluster_id: '',
  scheduled_instance_id: '',
  user_data: '',
  http_tokens: 'optional',
  volumes: number === 0 ? LISTED : listOf(`vol-${number}`),
  expires_at: 0,
  threads_per_core: 2,
  cpu_topology_type: '',
  enable_jumbo_frame: 0,
  spot_price_limit: '0',
});

const listOf = (VolumeId: string) =>
  JSON.stringify([
    { VolumeId, VolumeType: 'ESSD_PL0', Size: 40, DeleteWithInstance: true, Kind: 'system' },
  ]);

let place: TestStore;
afterEach(() => place.leave());

it.each(
  ENGINES.filter((engine) => engine !== 'memory'),
)('makes volumes of the lists of instances on %s', async (engine) => {
  place = await placeOn(engine, 'new');
  const before = openStore(place.url, systemClock, { schema: BEFORE });
  const instances = Array.from({ length: INSTANCES }, (_, number) => instance(number));
  await before.write((tx) => tx.insertMany('instance', instances as never));
  await before.close();

  const after = openStore(place.url, systemClock);
  const rows = await after.read((tx) =>
    tx.select((db) => db.selectFrom('volume').selectAll().orderBy('id')),
  );
  await after.close();
  expect(rows).toHaveLength(INSTANCES + 1);
  const usual = {
    account_id: 'account',
    region: 'cn-beijing',
    project_name: 'one',
    description: '',
    status: 'attached',
    revision: 1,
    created_at: 1000,
    updated_at: 2000,
    zone_id: 'cn-beijing-a',
    instance_id: 'i-0000',
    charge_type: 'PrePaid',
    delete_protection: 0,
    delete_protection_retention: 30,
    extra_performance_throughput: 0,
    auto_snapshot_policy_id: '',
    detached_at: 0,
  };
  expect(rows.find(({ id }) => id === 'vol-system')).toEqual({
    ...usual,
    id: 'vol-system',
    name: 'vol-system',
    kind: 'system',
    volume_type: 'ESSD_PL0',
    size: 40,
    delete_with_instance: 1,
    source_snapshot_id: '',
    burst_enabled: 0,
    extra_performance_type: '',
    extra_performance_iops: 0,
  });
  expect(rows.find(({ id }) => id === 'vol-data')).toEqual({
    ...usual,
    id: 'vol-data',
    name: 'vol-data',
    kind: 'data',
    volume_type: 'ESSD_FlexPL',
    size: 500,
    delete_with_instance: 0,
    source_snapshot_id: 'snap-1',
    burst_enabled: 1,
    extra_performance_type: 'IOPS',
    extra_performance_iops: 7,
  });
  expect(rows.filter(({ charge_type }) => charge_type === 'PostPaid')).toHaveLength(INSTANCES - 1);
});
