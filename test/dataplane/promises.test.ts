import { describe, expect, it } from 'vitest';
import { none } from '#dataplane/none.ts';
import { DATA_PLANES, dataPlaneCalled, probed } from '#dataplane/registry.ts';
import { BROKEN } from './broken.ts';
import { type PlanePromise, PROMISES, type Subject } from './promises.ts';
import { inMemory, SUBJECTS } from './subjects.ts';

const NAMES = Object.keys(PROMISES) as PlanePromise[];

describe.each(Object.entries(SUBJECTS))('the data plane %s', (_, { open, impossible }) => {
  it.skipIf(impossible !== undefined).each(NAMES)('keeps its promise: %s', async (name) => {
    const subject: Subject = await open();
    try {
      await PROMISES[name](subject);
    } finally {
      await subject.close?.();
    }
  });
});

describe('a promise', () => {
  it.each(NAMES)('is missed where it is broken: %s', async (name) => {
    for (const plane of BROKEN[name]()) {
      await expect(PROMISES[name](inMemory(plane))).rejects.toThrow();
    }
  });
});

describe('the registry', () => {
  const drivers = () =>
    Promise.all(
      Object.keys(DATA_PLANES).map(
        async (name) => [name, probed(await dataPlaneCalled(name))] as const,
      ),
    );

  it('calls each driver what it calls itself', async () => {
    for (const [name, { name: own }] of await drivers()) expect(own).toBe(name);
  });

  it('has every driver that does anything tried: name it in test/dataplane/subjects.ts', async () => {
    const untried = (await drivers()).filter(
      ([name, { enabled }]) => enabled && !Object.hasOwn(SUBJECTS, name),
    );
    expect(untried).toEqual([]);
  });

  it('lists the drivers to whoever asks for another', async () => {
    await expect(dataPlaneCalled('smoke')).rejects.toThrow(
      'no data plane is called [smoke]: it is none or netns',
    );
    await expect(dataPlaneCalled('toString')).rejects.toThrow('no data plane is called [toString]');
  });

  it('says why without a data plane nothing is plugged', async () => {
    await PROMISES['probe gives a reason for each thing that cannot be done']({
      ...inMemory(),
      plane: none,
    });
  });
});
