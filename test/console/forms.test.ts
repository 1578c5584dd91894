import { describe, expect, it } from 'vitest';
import { viewContracts } from '#control/contract-schemas.ts';
import { SERVICES } from '#test/support/services.ts';
import type { Contract, ResourceContract } from '../../console/src/api/contracts.ts';
import { Failure } from '../../console/src/api/failure.ts';
import { Kinds, parameterFor } from '../../console/src/api/kinds.ts';
import { faultAt, faultOf, faultsOf } from '../../console/src/forms/errors.ts';
import { sectionsOf } from '../../console/src/forms/sections.ts';
import { columnsOf, usualColumns } from '../../console/src/pages/resources/columns.ts';
import { readable, readablePlural } from '../../console/src/parts/labels.ts';

/* What the console makes of the contracts that there really are. */

const views = viewContracts(SERVICES);
const actions = views.flatMap(({ name, version, actions: own }) =>
  own.map((each) => ({ service: name, version, ...each }) as unknown as Contract),
);
const resources = views.flatMap(({ name, resources: own }) =>
  own.map((each) => ({ service: name, ...each }) as ResourceContract),
);
const kinds = new Kinds({ actions, resources });
const contractOf = (action: string) =>
  actions.find(({ name }) => name === action) ?? expect.fail(`there is no ${action}`);
const kindOf = (type: string) => kinds.of(type) ?? expect.fail(`there is no ${type}`);

describe('what an id or a field refers to', () => {
  it.each([
    ['NetworkInterfaceId', undefined, 'network_interface'],
    ['SecurityGroupIds', undefined, 'security_group'],
    ['NetworkInterfaces.SubnetId', undefined, 'subnet'],
    ['AllocationId', 'eip', 'eip'],
    ['AllocationIds', 'ipv6_address_bandwidth', 'ipv6_address_bandwidth'],
    ['MasterInstanceId', 'ha_vip', 'instance'],
    ['AssociatedEipId', 'ha_vip', 'eip'],
    ['InstanceTypeId', 'instance', 'instance_type'],
    ['KeyPairName', 'instance', 'key_pair'],
    ['ProjectName', 'vpc', 'project'],
    ['ZoneId', 'subnet', 'zone'],
    ['AccountId', 'vpc', undefined],
    ['Description', 'vpc', undefined],
    ['AsyncTaskId', 'vpc', undefined],
  ])('%s of %s', (field, own, type) => {
    expect(kinds.ofField(field, own)?.kind.type).toBe(type);
  });

  it.each([
    ['eni-mx1i81ne0016lc3dpcq03wrvb', 'network_interface'],
    ['eip-mx1i81ne0016lc3dpcq03wrvb', 'eip'],
    ['i-mx1i81nd000ndno132gx', 'instance'],
    ['vtb-mx1i81ne0016lc3dpcq03wrvb', 'route_table'],
    ['cn-beijing-a', undefined],
    ['web', undefined],
  ])('%s', (id, type) => {
    expect(kinds.ofId(id)?.type).toBe(type);
  });
});

describe('what can be done to a resource', () => {
  it('is its own actions and those of others that take it', () => {
    const { own, others } = kinds.actionsOn(kindOf('instance'));
    expect(own.map(({ name }) => name)).toContain('StopInstance');
    expect(own.map(({ name }) => name)).not.toContain('RunInstances');
    expect(others.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['AttachNetworkInterface', 'AttachKeyPair']),
    );
  });

  it.each([
    ['DeleteKeyPairs', 'key_pair', { parameter: 'KeyPairNames', field: 'KeyPairName', many: true }],
    ['AttachKeyPair', 'key_pair', { parameter: 'KeyPairId', field: 'KeyPairId', many: false }],
    ['ReleaseEipAddress', 'eip', { parameter: 'AllocationId', field: 'AllocationId', many: false }],
    ['CreateSubnet', 'vpc', { parameter: 'VpcId', field: 'VpcId', many: false }],
    ['ReleaseIpv6AddressBandwidth', 'eip', undefined],
  ])('%s takes a %s', (action, type, taken) => {
    expect(parameterFor(contractOf(action), kindOf(type))).toEqual(taken);
  });

  it('is offered for every type that can be made: what takes it away again, too', () => {
    for (const kind of kinds.all) {
      // The vendor has no action that ends a subscription.
      if (kind.creates.length === 0 || kind.type === 'subscription') continue;
      const names = kinds.actionsOn(kind).own.map(({ name }) => name);
      expect(
        names.some((name) => /^(Delete|Release)/.test(name)),
        kind.type,
      ).toBe(true);
    }
  });
});

describe('the form of an action', () => {
  it.each(
    actions.map((each) => [`${each.service} ${each.name}`, each] as const),
  )('of %s has every parameter once', (_, contract) => {
    const { usual, optional, more } = sectionsOf(contract, {});
    const names = Object.keys(contract.parameters.properties ?? {});
    expect([...usual, ...optional, ...more].sort()).toEqual(
      names.filter((name) => name !== 'DryRun').sort(),
    );
    for (const name of contract.parameters.required ?? []) expect(usual).toContain(name);
  });

  it('puts a refusal to its parameter', () => {
    const contract = contractOf('AttachNetworkInterface');
    const about = (more: object) => faultOf(new Failure('m', more), contract)?.parameter;
    expect(about({ code: 'X', parameter: 'InstanceId' })).toBe('InstanceId');
    expect(about({ code: 'InvalidNetworkInterface.NotFound' })).toBe('NetworkInterfaceId');
    expect(about({ code: 'X.Y' })).toBeUndefined();
    const verdict = { verdict: 'fail', http: 400, message: '', because: 'why' } as const;
    expect(faultsOf([{ ...verdict, code: 'InvalidInstance.X' }], contract)).toEqual([
      { parameter: 'InstanceId', message: 'why' },
    ]);
  });

  it('shows a fault at its place, whichever way it is named', () => {
    const fault = (parameter: string) => [{ parameter, message: 'm' }];
    expect(faultAt(fault('Tags.1.Key'), ['Tags', 0, 'Key'], true)).toBe('m');
    expect(faultAt(fault('Tags.2.Key'), ['Tags', 0, 'Key'], true)).toBeUndefined();
    expect(faultAt(fault('Volumes.Size'), ['Volumes', 0, 'Size'], true)).toBe('m');
    expect(faultAt(fault('SecurityGroupIds.2'), ['SecurityGroupIds'], true)).toBe('m');
    expect(faultAt(fault('VpcId'), ['SubnetId'], true)).toBeUndefined();
  });
});

describe('the table of a type', () => {
  it.each(kinds.all.map((kind) => [kind.type, kind] as const))('%s', (_, kind) => {
    const columns = columnsOf(kind, kinds);
    const usual = usualColumns(kind, columns);
    expect(usual[0]).toBe(kind.id);
    expect(usual.length).toBeLessThanOrEqual(9);
    expect(columns.map(({ field }) => field)).toEqual(expect.arrayContaining(usual));
  });
});

describe('names in words', () => {
  it.each([
    ['NetworkInterfaceId', 'Network interface ID', '网卡 ID'],
    ['AttachNetworkInterface', 'Attach network interface', '挂载网卡'],
    ['network_interface', 'Network interface', '网卡'],
    ['CreateVpc', 'Create VPC', '创建私有网络'],
    ['IPv6Sets', 'IPv6 sets', 'IPv6 地址'],
    ['Quaint', 'Quaint', 'Quaint'],
  ])('%s', (name, en, zh) => {
    expect([readable(name, 'en'), readable(name, 'zh')]).toEqual([en, zh]);
  });

  it.each([
    ['network_interface', 'Network interfaces'],
    ['route_entry', 'Route entries'],
    ['vpc', 'VPCs'],
  ])('several of %s', (type, words) => {
    expect(readablePlural(type, 'en')).toBe(words);
  });

  it('are Chinese for every type of resource', () => {
    for (const { type } of kinds.all) expect(readable(type, 'zh')).toMatch(/[一-鿿]|IP/);
  });
});
