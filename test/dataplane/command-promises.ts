import { expect } from 'vitest';
import { type CommandEnd, type GuestCommand, MOST_OUTPUT_BYTES } from '#core/guest-command.ts';
import type { DataPlane, GuestCommands } from '#dataplane/driver.ts';

/** A driver that carries commands out, on a host of its own. */
export interface CommandSubject {
  readonly plane: DataPlane & { readonly commands: GuestCommands };
  /** Instances that run, and one that is not there. */
  readonly instances: readonly [string, string];
  readonly missing: string;
  /** The commands whose ends were told, in order. */
  readonly told: readonly string[];
  /** Resolves when an end has been told that was not before. */
  nextEnd(): Promise<void>;
  /** Lets time pass for the driver. */
  pass(ms: number): void;
  close?(): Promise<void>;
}

export const command = (id: string, script: string, more: Partial<GuestCommand> = {}) => ({
  id,
  program: ['sh'],
  script: Buffer.from(script).toString('base64'),
  workingDir: '',
  username: '',
  timeoutSeconds: 60,
  ...more,
});

export const textOf = ({ output }: CommandEnd): string => Buffer.from(output, 'base64').toString();

/** Carries one out to its end. */
export async function ranTo(
  subject: CommandSubject,
  instanceId: string,
  given: GuestCommand,
): Promise<CommandEnd> {
  await subject.plane.commands.start(given, instanceId);
  return endOf(subject, given.id);
}

/** The end of one that has begun. */
export async function endOf(subject: CommandSubject, id: string): Promise<CommandEnd> {
  for (;;) {
    const next = subject.nextEnd();
    const end = subject.plane.commands.list().get(id);
    if (end !== undefined) return end;
    await next;
  }
}

const place = (id: string, running: boolean) => ({ id, running, hostname: 'host' });

/** What src/dataplane/driver.ts promises of commands, for every driver that carries them out. */
export const COMMAND_PROMISES = {
  'its end has the exit code, and what it wrote': async (subject) => {
    const end = await ranTo(subject, subject.instances[0], command('c-1', 'echo hi; exit 3'));
    expect(end).toMatchObject({ how: 'exited', exitCode: 3, bytesLeftOut: 0, reason: '' });
    expect(textOf(end)).toBe('hi\n');
    expect(subject.told).toEqual(['c-1']);
  },

  'it goes on while nobody waits for it': async (subject) => {
    const { commands } = subject.plane;
    await commands.start(command('c-1', 'sleep 1000'), subject.instances[0]);
    await commands.start(command('c-2', 'sleep 1000'), subject.instances[1]);
    expect([...commands.list()].sort()).toEqual([
      ['c-1', undefined],
      ['c-2', undefined],
    ]);
  },

  'a start may be repeated, and begins nothing then': async (subject) => {
    const { commands } = subject.plane;
    const [instance, other] = subject.instances;
    await commands.start(command('c-1', 'sleep 1000'), instance);
    await commands.start(command('c-1', 'exit 0'), other);
    expect([...commands.list()]).toEqual([['c-1', undefined]]);
    const end = await ranTo(subject, instance, command('c-2', 'echo one'));
    await commands.start(command('c-2', 'echo two'), instance);
    expect(commands.list().get('c-2')).toEqual(end);
    await commands.end('c-2');
    await commands.start(command('c-2', 'echo three'), instance);
    expect([...commands.list()]).toEqual([['c-1', undefined]]);
    expect(subject.told).toEqual(['c-2']);
  },

  'what is ended goes on no more, and is forgotten': async (subject) => {
    const { commands } = subject.plane;
    await commands.start(command('c-1', 'sleep 1000'), subject.instances[0]);
    await commands.end('c-1');
    await commands.end('c-1');
    expect([...commands.list()]).toEqual([]);
    expect(subject.told).toEqual([]);
  },

  'what was ended before it began does not begin': async (subject) => {
    const { commands } = subject.plane;
    await commands.end('c-1');
    await commands.start(command('c-1', 'sleep 1000'), subject.instances[0]);
    expect([...commands.list()]).toEqual([]);
  },

  'one that takes too long is ended': async (subject) => {
    const { commands } = subject.plane;
    const [instance] = subject.instances;
    await commands.start(command('c-1', 'echo hi; sleep 1000', { timeoutSeconds: 30 }), instance);
    await commands.start(command('c-2', 'sleep 1000', { timeoutSeconds: 90 }), instance);
    subject.pass(31_000);
    const end = await endOf(subject, 'c-1');
    expect(end).toMatchObject({ how: 'timed-out', exitCode: 137 });
    expect([...commands.list().keys()].sort()).toEqual(['c-1', 'c-2']);
    expect(commands.list().get('c-2')).toBeUndefined();
  },

  'an instance that stops ends what goes on in it, and no more': async (subject) => {
    const { commands } = subject.plane;
    const [instance, other] = subject.instances;
    await commands.start(command('c-1', 'sleep 1000'), instance);
    await commands.start(command('c-2', 'sleep 1000'), other);
    await subject.plane.ensureInstance(place(instance, false), 2);
    expect(await endOf(subject, 'c-1')).toMatchObject({ how: 'instance-stopped' });
    expect(commands.list().get('c-2')).toBeUndefined();
    await subject.plane.removeInstance(other, 2);
    expect(await endOf(subject, 'c-2')).toMatchObject({ how: 'instance-stopped' });
  },

  'one for an instance that is not there, or stopped, is refused with a reason': async (
    subject,
  ) => {
    const { plane, instances, missing } = subject;
    await plane.ensureInstance(place(instances[0], false), 2);
    for (const [id, instance] of [
      ['c-1', missing],
      ['c-2', instances[0]],
    ] as const) {
      const end = await ranTo(subject, instance, command(id, 'echo hi'));
      expect(end).toMatchObject({
        how: 'refused',
        output: '',
        reason: expect.stringMatching(/\w/),
      });
    }
  },

  'of what it writes the last is kept': async (subject) => {
    const most = MOST_OUTPUT_BYTES;
    const script = `echo ${'a'.repeat(most / 2)}\necho ${'b'.repeat(most)}\necho c`;
    const end = await ranTo(subject, subject.instances[0], command('c-1', script));
    expect(textOf(end)).toBe(`${'b'.repeat(most - 3)}\nc\n`);
    expect(end.bytesLeftOut).toBe(most / 2 + 1 + 3);
  },

  'none outlives the driver': async (subject) => {
    const { commands } = subject.plane;
    await commands.start(command('c-1', 'sleep 1000'), subject.instances[0]);
    await subject.plane.close?.();
    expect(subject.told).toEqual([]);
  },
} satisfies Record<string, (subject: CommandSubject) => Promise<void>>;

export type CommandPromise = keyof typeof COMMAND_PROMISES;
