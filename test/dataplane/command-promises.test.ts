import { describe, expect, it } from 'vitest';
import type { CommandEnd, GuestCommand } from '#core/guest-command.ts';
import { CommandingPlane } from '../support/commanding-plane.ts';
import { noNetns } from '../support/netns.ts';
import { COMMAND_PROMISES, type CommandPromise } from './command-promises.ts';
import { commandsInMemory, commandsInNamespaces } from './command-subjects.ts';

const NAMES = Object.keys(COMMAND_PROMISES) as CommandPromise[];

describe.each([
  ['memory', { open: commandsInMemory, impossible: undefined }],
  ['netns', { open: commandsInNamespaces, impossible: noNetns }],
])('commands in the data plane %s', (_, { open, impossible }) => {
  it.skipIf(impossible !== undefined).each(NAMES)('keep the promise: %s', async (name) => {
    const subject = await open();
    try {
      await COMMAND_PROMISES[name](subject);
    } finally {
      await subject.close?.();
    }
  });
});

type Broken = Partial<Pick<CommandingPlane, 'start' | 'end' | 'finish' | 'pass' | 'close'>>;

const but = (breakIt: (sound: CommandingPlane) => Broken): CommandingPlane => {
  const plane = new CommandingPlane();
  const sound = {
    start: plane.start.bind(plane),
    end: plane.end.bind(plane),
    finish: plane.finish.bind(plane),
    pass: plane.pass.bind(plane),
    close: plane.close.bind(plane),
  } as CommandingPlane;
  return Object.assign(plane, breakIt(sound));
};

/** It takes the command under another id, so that it is none that has been before. */
const anew = (): CommandingPlane =>
  but((sound) => {
    let number = 0;
    return {
      start(command, instanceId) {
        number += 1;
        sound.start(
          number === 1 ? command : { ...command, id: `${command.id}-${number}` },
          instanceId,
        );
      },
    };
  });

const ending = (change: Partial<CommandEnd>): CommandingPlane =>
  but((sound) => ({ finish: (id, end) => sound.finish(id, { ...end, ...change }) }));

const with_ = (change: (command: GuestCommand) => Partial<GuestCommand>): CommandingPlane =>
  but((sound) => ({
    start: (command, id) => sound.start({ ...command, ...change(command) }, id),
  }));

/** For each promise, drivers that break it. */
const BROKEN: Readonly<Record<CommandPromise, () => readonly CommandingPlane[]>> = {
  'its end has the exit code, and what it wrote': () => [
    with_(() => ({ script: Buffer.from('echo hi').toString('base64') })),
    with_(() => ({ script: Buffer.from('exit 3').toString('base64') })),
  ],
  'it goes on while nobody waits for it': () => [
    with_(() => ({ script: '' })),
    but((sound) => ({
      start(command, id) {
        sound.start(command, id);
        sound.end('c-1');
      },
    })),
  ],
  'a start may be repeated, and begins nothing then': () => [anew()],
  'what is ended goes on no more, and is forgotten': () => [
    but(() => ({ end() {} })),
    but((sound) => ({ end: (id) => sound.finish(id) })),
  ],
  'what was ended before it began does not begin': () => [but(() => ({ end() {} }))],
  'one that takes too long is ended': () => [
    ending({ how: 'exited' }),
    with_(() => ({ timeoutSeconds: 1 })),
  ],
  'an instance that stops ends what goes on in it, and no more': () => [ending({ how: 'exited' })],
  'one for an instance that is not there, or stopped, is refused with a reason': () => [
    but((sound) => ({ start: (command) => sound.start(command, 'i-2') })),
  ],
  'of what it writes the last is kept': () => [
    with_(({ script }) => ({
      script: Buffer.from(`${Buffer.from(script, 'base64')}\necho more`).toString('base64'),
    })),
  ],
  'none outlives the driver': () => [
    but((sound) => ({
      async close() {
        sound.finish('c-1');
      },
    })),
  ],
};

describe('a promise about commands', () => {
  it.each(NAMES)('is missed where it is broken: %s', async (name) => {
    for (const plane of BROKEN[name]()) {
      const subject = await commandsInMemory(plane);
      // What never ends is missed as well.
      const missed = Promise.race([
        COMMAND_PROMISES[name](subject),
        new Promise((_, fail) => setImmediate(() => setImmediate(() => fail(new Error('no end'))))),
      ]);
      await expect(missed).rejects.toThrow();
    }
  });
});
