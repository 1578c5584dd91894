import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchmodSync } from 'node:fs';
import type { Socket } from 'node:net';
import { constants } from 'node:os';
import type { CommandEnd, GuestCommand } from '#core/guest-command.ts';
import { type GuestCommands, type PlaneEvents, PlaneRefusal } from '../driver.ts';
import type { PlaneContext } from '../options.ts';
import { fillFile, type Host, scratchFile } from './host.ts';
import type { Notes } from './notes.ts';
import { Output } from './output.ts';
import { openPipe } from './pipe.ts';
import { isStill, type NotedProcess, startOf } from './processes.ts';
import { commandsUser } from './user.ts';

export interface CommandsOptions {
  readonly host: Host;
  /** The words before a command that runs in the instance; undefined when it is not there. */
  readonly entrance: (instanceId: string) => readonly string[] | undefined;
  /** The processes of commands that are not forgotten, for whoever comes after this driver. */
  readonly notes: Notes<NotedProcess>;
  readonly events: PlaneEvents;
  readonly wakeAfter: PlaneContext['wakeAfter'];
}

/** How many may go on at the same time. */
const MOST_AT_ONCE = 500;
/** How many ids are remembered of what was ended: more than while a start can be delayed. */
const REMEMBERED = 10_000;
/** For how long the output of a command that has ended is waited for: another may hold it open. */
const DRAIN_MS = 500;
/** The script's descriptor in the command. */
const SCRIPT = '/dev/fd/3';

/*
 * The two scripts below are all that a shell outside of the script itself is given: what comes from
 * a request stands among its arguments, and is never a part of its text.
 */

const IN_FOLDER = ['sh', '-c', 'cd -- "$1" || exit 126; shift; exec "$@"', 'sh'];
const IN_FOLDER_IF_THERE = ['sh', '-c', 'cd -- "$1" 2>/dev/null || cd /; shift; exec "$@"', 'sh'];

interface Begun {
  readonly child: ChildProcess;
  /** What it writes, to its output and as its errors, in the order in which it does. */
  readonly output: Socket;
}

interface Running {
  readonly instanceId: string;
  /** Ends it, and says why. */
  kill(how: CommandEnd['how']): void;
  readonly ended: Promise<void>;
}

/** Processes in the network namespaces of instances, each the leader of a group of its own. */
export class Commands implements GuestCommands {
  readonly #options: CommandsOptions;
  readonly #running = new Map<string, Running>();
  /** The ends that nobody has asked to be forgotten. */
  readonly #ends = new Map<string, CommandEnd>();
  /** Ids of what was ended, oldest first: a start that comes late begins nothing. */
  readonly #over = new Set<string>();

  constructor(options: CommandsOptions) {
    this.#options = options;
  }

  /** Ends what a driver that was killed has left. None of it begins again. */
  restore(): void {
    const { notes } = this.#options;
    for (const [id, process] of notes.read()) {
      if (isStill(process)) killGroup(process.pid);
      this.#remember(id);
      notes.remove(id);
    }
  }

  /** Ends all that goes on, and forgets everything: ids begin anew. */
  forgetAll(): void {
    for (const id of this.list().keys()) this.#options.notes.remove(id);
    void this.close();
    this.#ends.clear();
    this.#over.clear();
  }

  async start(command: GuestCommand, instanceId: string): Promise<void> {
    const { id } = command;
    if (this.#running.has(id) || this.#ends.has(id) || this.#over.has(id)) return;
    try {
      await this.#begin(command, instanceId);
    } catch (error) {
      if (!(error instanceof PlaneRefusal)) throw error;
      const nothing = { exitCode: 1, output: '', bytesLeftOut: 0 };
      this.#end(id, { how: 'refused', ...nothing, reason: error.message });
    }
  }

  async end(id: string): Promise<void> {
    this.#remember(id);
    const running = this.#running.get(id);
    running?.kill('exited');
    await running?.ended;
    this.#ends.delete(id);
    this.#options.notes.remove(id);
  }

  list(): ReadonlyMap<string, CommandEnd | undefined> {
    const going = [...this.#running.keys()].map((id) => [id, undefined] as const);
    return new Map([...going, ...this.#ends]);
  }

  /** Ends what goes on in an instance. */
  async stopIn(instanceId: string): Promise<void> {
    const inside = [...this.#running.values()].filter((each) => each.instanceId === instanceId);
    for (const running of inside) running.kill('instance-stopped');
    await Promise.all(inside.map(({ ended }) => ended));
  }

  /** Ends all of them, of which nobody is told. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    for (const each of running) each.kill('exited');
    await Promise.all(running.map(({ ended }) => ended));
  }

  async #begin(command: GuestCommand, instanceId: string): Promise<void> {
    if (this.#running.size >= MOST_AT_ONCE) {
      throw new PlaneRefusal(`${MOST_AT_ONCE} commands go on already: wait until some have ended`);
    }
    const entrance = this.#options.entrance(instanceId);
    if (entrance === undefined) {
      throw new PlaneRefusal(
        `${instanceId} is not there: it, or what it is bound to, does not run`,
      );
    }
    const begun = await this.#spawn(command, instanceId, entrance);
    const { id } = command;
    const running = this.#follow(command, instanceId, begun);
    this.#running.set(id, running);
    if (this.#over.has(id)) running.kill('exited');
    // It stays until its end is known elsewhere; without a time it has ended by now.
    const { pid = 0 } = begun.child;
    this.#options.notes.write(id, { pid, started: startOf(pid) ?? '' });
  }

  /** @throws PlaneRefusal when it cannot be run */
  async #spawn(
    { program, script, workingDir, username }: GuestCommand,
    instanceId: string,
    entrance: readonly string[],
  ): Promise<Begun> {
    const user = commandsUser(username);
    const folder = workingDir === '' ? IN_FOLDER_IF_THERE : IN_FOLDER;
    const [first = '', ...words] = [
      ...entrance,
      ...user.become,
      ...folder,
      workingDir || user.home,
      ...program,
      SCRIPT,
    ];
    const { host } = this.#options;
    const pipe = await openPipe(host);
    const file = scratchFile(host);
    try {
      fillFile(file, Buffer.from(script, 'base64'));
      // It has no name: none but the command, and whoever may look into it, can open it.
      fchmodSync(file, 0o444);
      const child = spawn(first, words, {
        // Neither the lock of the plane nor what the server was told: its secrets stay with it.
        stdio: ['ignore', pipe.writer, pipe.writer, file],
        env: { ...user.env, TENON_INSTANCE: instanceId },
        cwd: '/',
        detached: true,
      });
      await new Promise<void>((begun, failed) => {
        child.once('spawn', begun);
        child.once('error', ({ message }) =>
          failed(new PlaneRefusal(`it cannot be run: ${message}`)),
        );
      });
      return { child, output: pipe.reader };
    } catch (error) {
      pipe.reader.destroy();
      throw error;
    } finally {
      closeSync(pipe.writer);
      closeSync(file);
    }
  }

  #follow(
    { id, timeoutSeconds }: GuestCommand,
    instanceId: string,
    { child, output: reader }: Begun,
  ): Running {
    const { wakeAfter } = this.#options;
    const output = new Output();
    reader.on('data', (bytes: Buffer) => output.add(bytes));
    reader.on('error', () => {});
    let how: CommandEnd['how'] = 'exited';
    const kill = (why: CommandEnd['how']) => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      how = why;
      killGroup(child.pid);
    };
    const cancel = wakeAfter(timeoutSeconds * 1000, () => kill('timed-out'));
    const exited = new Promise<number>((done) => {
      child.once('exit', (code, signal) =>
        done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
      );
    });
    const closed = new Promise<void>((done) => reader.once('close', () => done()));
    const ended = exited.then(async (exitCode) => {
      cancel();
      await this.#drained(closed);
      reader.destroy();
      if (this.#running.get(id) !== running) return;
      this.#running.delete(id);
      const said = { output: output.base64, bytesLeftOut: output.bytesLeftOut };
      this.#end(id, { how, exitCode, ...said, reason: '' });
    });
    const running = { instanceId, kill, ended };
    return running;
  }

  /** What it has left in the background may hold its output open for ever. */
  async #drained(closed: Promise<void>): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((done) => {
      cancel = this.#options.wakeAfter(DRAIN_MS, done);
    });
    await Promise.race([closed, late]);
    cancel();
  }

  #end(id: string, end: CommandEnd): void {
    if (this.#over.has(id)) return;
    this.#ends.set(id, end);
    this.#options.events.commandEnded?.(id);
  }

  #remember(id: string): void {
    this.#over.delete(id);
    this.#over.add(id);
    for (const oldest of this.#over) {
      if (this.#over.size <= REMEMBERED) break;
      this.#over.delete(oldest);
    }
  }
}

/** Ends a process and all of its group. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
