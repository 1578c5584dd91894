import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/*
 * Packets for the benchmark, sent by small Python programs inside the namespaces. Their monotonic
 * clock is the one that this process reads, too.
 */

const RECEIVE = `
import socket, sys, time
server = socket.create_server(('', int(sys.argv[1])))
print('ready', flush=True)
peer, _ = server.accept()
buffer = bytearray(1 << 20)
total, begun = 0, time.monotonic()
while True:
    count = peer.recv_into(buffer)
    if count == 0:
        break
    total += count
print(total / (time.monotonic() - begun), flush=True)
`;

const SEND = `
import socket, sys, time
peer = socket.create_connection((sys.argv[1], int(sys.argv[2])))
chunk = bytes(1 << 18)
end = time.monotonic() + float(sys.argv[3])
while time.monotonic() < end:
    peer.sendall(chunk)
peer.close()
`;

const ARRIVAL = `
import socket, sys, time
receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
receiver.bind(('', int(sys.argv[1])))
print('ready', flush=True)
receiver.recv(64)
print(time.monotonic() * 1000, flush=True)
`;

const KNOCK = `
import socket, sys, time
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
while True:
    sender.sendto(b'knock', (sys.argv[1], int(sys.argv[2])))
    time.sleep(0.001)
`;

/** Gigabits per second of one TCP connection between two namespaces. */
export async function throughput(
  left: readonly string[],
  right: readonly string[],
  address: string,
  port: number,
  seconds: number,
): Promise<number> {
  const receiver = python(right, RECEIVE, [port]);
  await said(receiver, /ready/);
  const sender = python(left, SEND, [address, port, seconds]);
  const [, bytes] = await said(receiver, /([\d.e+]+)\n$/);
  sender.kill();
  return (Number(bytes) * 8) / 1e9;
}

/**
 * How many milliseconds after the begin of `change` the first UDP packet arrives that was dropped
 * before.
 */
export async function untilArrival(
  left: readonly string[],
  right: readonly string[],
  address: string,
  port: number,
  change: () => Promise<unknown>,
): Promise<number> {
  const receiver = python(right, ARRIVAL, [port]);
  await said(receiver, /ready/);
  const sender = python(left, KNOCK, [address, port]);
  await sleep(200);
  const begun = Number(process.hrtime.bigint()) / 1e6;
  await change();
  const [, arrived] = await said(receiver, /([\d.]+)\n$/);
  sender.kill();
  return Number(arrived) - begun;
}

/** Pings until it is told to stop, a hundred a second. */
export function pinging(left: readonly string[], address: string): () => Promise<PingResult> {
  const child = started([...left, 'ping', '-n', '-q', '-i', '0.01', address]);
  return async () => {
    child.kill('SIGINT');
    const [, sent, received] = await said(child, /(\d+) packets transmitted, (\d+) received/);
    return { sent: Number(sent), received: Number(received) };
  };
}

export interface PingResult {
  readonly sent: number;
  readonly received: number;
}

/** A TCP connection on which a byte goes to and fro; it says when it was closed. */
export async function conversation(
  left: readonly string[],
  right: readonly string[],
  address: string,
  port: number,
): Promise<() => Promise<{ turns: number; longestMs: number }>> {
  const echo = python(
    right,
    `
import socket, sys
server = socket.create_server(('', int(sys.argv[1])))
print('ready', flush=True)
peer, _ = server.accept()
while True:
    data = peer.recv(64)
    if not data:
        break
    peer.sendall(data)
`,
    [port],
  );
  await said(echo, /ready/);
  const speaker = python(
    left,
    `
import signal, socket, sys, time
peer = socket.create_connection((sys.argv[1], int(sys.argv[2])))
going = True
def stop(*_):
    global going
    going = False
signal.signal(signal.SIGINT, stop)
turns, longest = 0, 0
print('ready', flush=True)
while going:
    begun = time.monotonic()
    peer.sendall(b'x')
    if peer.recv(1) != b'x':
        break
    longest = max(longest, time.monotonic() - begun)
    turns += 1
    time.sleep(0.005)
print('said', turns, longest * 1000, flush=True)
`,
    [address, port],
  );
  await said(speaker, /ready/);
  return async () => {
    speaker.kill('SIGINT');
    const [, turns, longestMs] = await said(speaker, /said (\d+) ([\d.]+)/);
    echo.kill();
    return { turns: Number(turns), longestMs: Number(longestMs) };
  };
}

/** Tells when an address appears inside a namespace. */
export async function addressesSeen(inside: readonly string[]) {
  // It complains of links whose other end has gone.
  const child = started([...inside, 'ip', 'monitor', 'address'], 'ignore');
  const waiting = new Map<string, (at: number) => void>();
  child.stdout?.on('data', (chunk) => {
    const at = performance.now();
    for (const [text, done] of waiting) {
      if (!`${chunk}`.includes(text)) continue;
      waiting.delete(text);
      done(at);
    }
  });
  return {
    next: (text: string) => new Promise<number>((done) => waiting.set(text, done)),
    stop: () => void child.kill(),
  };
}

const python = (inside: readonly string[], program: string, args: readonly (string | number)[]) =>
  started([...inside, 'python3', '-c', program, ...args.map(String)]);

const texts = new WeakMap<ChildProcess, string>();

function started(
  [program = '', ...args]: readonly string[],
  errors: 'ignore' | 'inherit' = 'inherit',
): ChildProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', errors] });
  texts.set(child, '');
  child.stdout?.on('data', (chunk) => texts.set(child, `${texts.get(child)}${chunk}`));
  return child;
}

/** What the pattern finds in the output, once it is there. */
async function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(texts.get(child) ?? '');
    if (found !== null) return found;
    if (child.exitCode !== null && !child.stdout?.readable) {
      throw new Error(`a program ended without saying ${pattern}: ${texts.get(child)}`);
    }
    await Promise.race([
      once(child.stdout as NodeJS.EventEmitter, 'data'),
      once(child.stdout as NodeJS.EventEmitter, 'close'),
    ]);
  }
}
