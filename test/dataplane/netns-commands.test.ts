import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { noNetns } from '../support/netns.ts';
import { command, endOf, ranTo, textOf } from './command-promises.ts';
import { commandsInNamespaces, type NamespaceSubject } from './command-subjects.ts';

describe.skipIf(noNetns !== undefined)('a command in a namespace', () => {
  let subject: NamespaceSubject;
  afterEach(() => subject.close());

  const output = async (script: string, more = {}) => {
    subject = await commandsInNamespaces();
    return textOf(await ranTo(subject, 'i-1', command('c-1', script, more)));
  };
  /** Whether a process whose command line has this is there. */
  const goesOn = (mark: string) => spawnSync('pgrep', ['-f', mark]).status === 0;

  it('has the network of the instance, and nothing of what the server was told', async () => {
    process.env.TENON_SECRET_OF_A_TEST = 'secret';
    const said = await output('ls -l /proc/self/ns/net; env; echo $TENON_INSTANCE').finally(() => {
      delete process.env.TENON_SECRET_OF_A_TEST;
    });
    const name = subject.namespace('i-1');
    const inside = spawnSync('ip', ['netns', 'exec', name, 'readlink', '/proc/self/ns/net']);
    expect(said).toContain(inside.stdout.toString().trim());
    expect(said).not.toContain('secret');
    expect(said.trim().split('\n').at(-1)).toBe('i-1');
  });

  it('writes its errors where its output goes, in order, by any name', async () => {
    const script = 'echo 1; echo 2 >&2; echo 3 > /dev/stderr; echo 4 > /dev/stdout';
    expect(await output(script)).toBe('1\n2\n3\n4\n');
  });

  it('begins in its folder, and not at all where that is not there', async () => {
    expect(await output('pwd', { workingDir: '/usr/bin' })).toBe('/usr/bin\n');
    const end = await ranTo(subject, 'i-1', command('c-2', 'pwd', { workingDir: '/no/such' }));
    expect(end).toMatchObject({ how: 'exited', exitCode: 126 });
    expect(textOf(end)).toContain('/no/such');
  });

  it('makes nothing of a folder, a user or an id that looks like a command', async () => {
    const workingDir = '/tmp"; echo broken; "$(echo broken)';
    const end = await (async () => {
      subject = await commandsInNamespaces();
      return ranTo(subject, 'i-1', command('c-1', 'pwd', { workingDir }));
    })();
    expect(end.exitCode).toBe(126);
    expect(textOf(end).split('\n')).not.toContain('broken');
    const refused = await ranTo(subject, 'i-1', command('c-2', 'id', { username: '$(id)' }));
    expect(refused).toMatchObject({ how: 'refused', reason: expect.stringContaining('$(id)') });
  });

  it('is that of another user where one is named', async () => {
    const script = 'id -un; echo $HOME $USER; echo x > /dev/stderr';
    expect(await output(script, { username: 'nobody' })).toMatch(/^nobody\n\/\S* nobody\nx\n$/);
  });

  it('reads its script by the program of its type', async () => {
    expect(await output('import sys\nprint(sys.argv[0])', { program: ['python3'] })).toMatch(
      /fd\/3/,
    );
    const end = await ranTo(subject, 'i-1', command('c-2', '', { program: ['no-such-program'] }));
    expect(end).toMatchObject({ how: 'exited', exitCode: 127 });
  });

  it('is ended with its group, and not with what has left it', async () => {
    subject = await commandsInNamespaces();
    const { commands } = subject.plane;
    await commands.start(
      command('c-1', 'sleep 98761 & sleep 98762', { timeoutSeconds: 30 }),
      'i-1',
    );
    subject.pass(30_000);
    expect(await endOf(subject, 'c-1')).toMatchObject({ how: 'timed-out', exitCode: 137 });
    expect(goesOn('sleep 9876[12]')).toBe(false);
  });

  it('has ended when it has, whatever it leaves in the background', async () => {
    subject = await commandsInNamespaces();
    await subject.plane.commands.start(
      command('c-1', 'sleep 98763 & echo $!', { timeoutSeconds: 86_400 }),
      'i-1',
    );
    // It holds the output open, for which the driver waits a while.
    for (let tries = 0; subject.told.length === 0 && tries < 80_000; tries += 1) {
      subject.pass(1000);
      await new Promise((done) => setImmediate(done));
    }
    const end = await endOf(subject, 'c-1');
    expect(end).toMatchObject({ how: 'exited', exitCode: 0 });
    expect(goesOn('sleep 98763')).toBe(true);
    process.kill(Number(textOf(end)), 'SIGKILL');
  });

  it('says which signal ended it', async () => {
    subject = await commandsInNamespaces();
    const end = await ranTo(subject, 'i-1', command('c-1', 'kill -TERM $$'));
    expect(end).toMatchObject({ how: 'exited', exitCode: 143 });
  });

  it('is ended by the next driver when its own was killed, and does not begin again', async () => {
    subject = await commandsInNamespaces();
    const left = spawnSync('sh', ['-c', 'setsid sleep 98764 >/dev/null 2>&1 & echo $!']);
    const pid = Number(left.stdout.toString());
    const [, started] = /\) (?:\S+ ){19}(\S+)/.exec(
      spawnSync('cat', [`/proc/${pid}/stat`]).stdout.toString(),
    ) ?? ['', ''];
    const notes = join(subject.folder, subject.planeId, 'commands');
    mkdirSync(notes, { recursive: true });
    writeFileSync(join(notes, 'c-9.json'), JSON.stringify({ pid, started }));
    await subject.restart();
    expect(goesOn('sleep 98764')).toBe(false);
    await subject.plane.commands.start(command('c-9', 'sleep 98765'), 'i-1');
    expect([...subject.plane.commands.list()]).toEqual([]);
  });

  it('is not there where nobody has asked for commands', async () => {
    subject = await commandsInNamespaces(false);
    expect(subject.plane.commands).toBeUndefined();
  });
});
