import { describe, expect, it, vi } from 'vitest';
import type { Views } from './kinds.ts';
import { Resources } from './resources.ts';

const nic = (id: string, fields: Partial<Views['network_interface']> = {}) =>
  ({
    ...{ NetworkInterfaceId: id, SubnetId: 's', DeviceId: '', Status: 'Available' },
    ...fields,
  }) as Views['network_interface'];

describe('resources that are kept live', () => {
  it('tells once, and only who watches what has changed', async () => {
    const resources = new Resources();
    resources.put('network_interface', nic('a'));
    resources.put('network_interface', nic('b'));
    await Promise.resolve();
    const [ofA, ofB, places] = [vi.fn(), vi.fn(), vi.fn()];
    resources.watch('network_interface/a', ofA);
    resources.watch('network_interface/b', ofB);
    const end = resources.watch('places', places);

    resources.put('network_interface', nic('a', { Status: 'Attaching' }));
    resources.put('network_interface', nic('a', { Status: 'InUse' }));
    // The same as it was.
    resources.put('network_interface', nic('b'));
    await Promise.resolve();
    expect([ofA, ofB, places].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);

    resources.put('network_interface', nic('a', { DeviceId: 'i', Status: 'InUse' }));
    await Promise.resolve();
    expect(places).toHaveBeenCalledTimes(1);
    end();
    resources.remove('network_interface', 'a');
    await Promise.resolve();
    expect(places).toHaveBeenCalledTimes(1);
    expect(ofA).toHaveBeenCalledTimes(3);
  });

  it('knows who belongs to whom', () => {
    const resources = new Resources();
    resources.put('network_interface', nic('a', { DeviceId: 'i' }));
    resources.put('network_interface', nic('b', { DeviceId: 'i' }));
    resources.put('network_interface', nic('b', { SubnetId: 't' }));
    expect([...resources.interfacesOfInstance.of('i')]).toEqual(['a']);
    expect([...resources.interfacesOfSubnet.of('t')]).toEqual(['b']);
    resources.remove('network_interface', 'a');
    expect(resources.interfacesOfInstance.of('i').size).toBe(0);
    resources.retain(() => false);
    expect(resources.all('network_interface').size).toBe(0);
    expect(resources.interfacesOfSubnet.of('t').size).toBe(0);
  });
});
