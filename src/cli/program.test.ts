import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildProgram, runCommandLine } from './program.ts';

/** Runs the command line. Resolves to what it says on standard error, and to its exit code. */
async function run(args: readonly string[]): Promise<{ code: unknown; err: string }> {
  await runCommandLine(['node', 'tenon', ...args]);
  return { code: process.exitCode, err: said };
}

let said: string;
let before: typeof process.exitCode;
beforeEach(() => {
  said = '';
  before = process.exitCode;
  const hear = (text: unknown) => {
    said += text;
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(hear);
  vi.spyOn(console, 'error').mockImplementation(hear);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = before;
});

describe('wrong usage', () => {
  it.each([
    [['bogus'], /unknown command/],
    [['serve', '--auth', 'maybe'], /strict, lenient/],
    [['serve', '--transitions', 'slow'], /instant, realistic, manual/],
    [['serve', '--data-plane', 'smoke'], /no data plane is called \[smoke\]: it is none or netns/],
    [['serve', '--guest', 'auto'], /guest is for a data plane that carries packets/],
    [['serve', '--data-plane', 'netns', '--guest', 'some'], /auto, none/],
    [['serve', '--data-plane', 'netns', '--uplink', 'a b'], /no name of a device/],
    [
      ['serve', '--data-plane', 'netns', '--rootless', '--uplink', 'eth0'],
      /rootless and uplink exclude each other/,
    ],
    [['demo', '--data-plane', 'smoke'], /none, netns/],
    [['doctor', '--data-plane', 'smoke'], /no data plane is called/],
    [['netns'], /Usage: tenon netns/],
    [['netns', 'clean', '--plane', 'x'], /8 hexadecimal digits/],
    [['serve', '--max-in-flight', '0'], /whole number, 1 to 1000000/],
    [['serve', '--drain', '-1'], /whole number, 0 to 3600/],
    [['serve', '--listen', '70000'], /ports are 0 to 65535/],
    [['serve', '--listen', 'http://127.0.0.1:7410'], /is not HOST:PORT/],
    [['serve', '--store', 'mongodb:x'], /no store is called \[mongodb\]/],
    [['serve', 'extra'], /too many arguments/],
    [['serve', '--bogus'], /unknown option/],
    [['demo', '--bogus'], /unknown option/],
    [['env'], /missing required argument/],
    [
      ['env', 'cobol'],
      /bash, fish, powershell, dotenv, json, ve, terraform, python, go, node, java/,
    ],
    [['env', 'bash', '--endpoint', 'ftp://x'], /not http:\/\/HOST:PORT/],
    [['explain'], /missing required argument/],
    [['explain', 'attach', 'eni-1'], /takes an interface and an instance/],
    [['explain', 'DeleteVpc', 'VpcId'], /not Name=Value/],
    [['packet', 'eni-1'], /missing required argument/],
    [['packet', 'eni-1', 'eni-2', 'gre'], /tcp, udp, icmp, icmpv6, all/],
    [['doctor', '--endpoint', 'http://127.0.0.1:7410/api'], /ends with the port/],
    [['fault'], /Usage: tenon fault/],
    [['fault', 'add', 'CreateVpc', '--delay', '5'], /number with ms, s or m/],
    [['fault', 'add', 'CreateVpc', '--probability', '2'], /more than 0 and at most 1/],
    [['fault', 'add', 'CreateVpc', '--parameter', 'VpcId'], /Name=Value/],
    [['fault', 'add', 'CreateVpc', '--when', 'later'], /before, answer, settle/],
    [['fault', 'add', 'CreateVpc', '--cut', '--message', 'x'], /are of --refuse/],
    [['fault', 'remove'], /name the faults to remove/],
    [['fault', 'remove', 'fault-1', '--all'], /name the faults to remove/],
    [[], /Usage: tenon/],
  ])('ends with 2 for wrong usage: %j', async (args, pattern) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(pattern);
  });
});

it('makes serve alone for it as it makes it among all commands', () => {
  const { commands } = buildProgram('serve');
  const [alone] = commands;
  const among = buildProgram().commands.find((command) => command.name() === 'serve');
  expect(commands.map((command) => command.name())).toEqual(['serve']);
  expect(alone?.helpInformation()).toBe(among?.helpInformation());
  expect(alone?.options.map(({ flags }) => flags)).toEqual(
    among?.options.map(({ flags }) => flags),
  );
});
