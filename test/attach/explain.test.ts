import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '#control/explain.ts';
import type { Verdict } from '#core/verdict.ts';
import { attachRules } from '#services/vpc/network-interface/attach.rules.ts';
import { MAIN } from '#test/support/program.ts';
import type { TestServer } from '../support/server.ts';
import { SCENARIOS } from './scenarios.ts';
import { available, everyRow, explain, openStage, pair, SEED } from './stage.ts';
import { ROWS, type Row, TABLE } from './table.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openStage();
});
afterAll(() => server.close());

const rowsThat = (verdict: Verdict['verdict'], { Verdicts }: Explanation) =>
  ROWS.filter((row) => Verdicts[row - 1]?.verdict === verdict);

/** Rows about a limit that is reached, each with the parameter that names what has reached it. */
const COUNTED: Readonly<Partial<Record<Row, string>>> = {
  12: 'InstanceId',
  13: 'NetworkInterfaceId',
  14: 'NetworkInterfaceId',
};

describe.each(SCENARIOS)('$title', ({ broken, arrange }) => {
  it(`fails ${broken.join(' and ')} and nothing else, and changes nothing`, async () => {
    const asked = await arrange(server);
    const before = await everyRow(server.store);
    const explained = await explain(server, asked);
    expect(explained.Action).toBe('AttachNetworkInterface');
    expect(explained.Allowed).toBe(false);
    expect(rowsThat('fail', explained)).toEqual(broken);
    expect(explained.Verdicts).toEqual(
      ROWS.map((row: Row) => ({
        verdict: expect.stringMatching(/^(pass|fail|unknown)$/),
        http: TABLE[row].status,
        code: TABLE[row].code,
        message: TABLE[row].message,
        ...(row in COUNTED && { parameter: COUNTED[row] }),
        because: expect.stringMatching(/./),
      })),
    );
    expect(await everyRow(server.store)).toEqual(before);
  });
});

it('explains every rule of an attachment that is allowed, and does not make it', async () => {
  const asked = pair(await available(server, SEED), 'i-plain');
  const before = await everyRow(server.store);
  const explained = await explain(server, asked);
  expect(explained.Allowed).toBe(true);
  expect(rowsThat('pass', explained)).toEqual(ROWS);
  expect(explained.Verdicts).toHaveLength(attachRules.length);
  expect(await everyRow(server.store)).toEqual(before);
});

it('leaves open what a missing resource leaves open', async () => {
  const nothing = await explain(server, pair('eni-nowhere', 'i-nowhere'));
  expect(rowsThat('unknown', nothing)).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  const noInterface = await explain(server, pair('eni-nowhere', 'i-plain'));
  expect(rowsThat('unknown', noInterface)).toEqual([2, 6, 9, 10, 11, 13, 14, 15]);
  const noInstance = await explain(server, pair('eni-managed', 'i-nowhere'));
  expect(rowsThat('unknown', noInstance)).toEqual([4, 5, 7, 8, 9, 10, 11, 12, 13, 14]);
  const noType = await explain(server, pair('eni-managed', 'i-withdrawn'));
  expect(rowsThat('unknown', noType)).toEqual([12, 13, 14]);
});

describe('tenon explain attach', () => {
  /** Runs the command line against the server. */
  function tenon(...args: string[]): Promise<{ code: unknown; out: string }> {
    const asked = [MAIN, 'explain', ...args, '--endpoint', server.url];
    const { PATH = '', HOME = '' } = process.env;
    return new Promise((done) => {
      execFile(process.execPath, asked, { env: { PATH, HOME } }, (error, out) =>
        done({ code: error === null ? 0 : error.code, out }),
      );
    });
  }

  it('ends with 0 when the request would be carried out', async () => {
    const eni = await available(server, SEED);
    const { code, out } = await tenon('attach', eni, 'i-plain');
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, -2).map((line) => line.trim().split(/ {2,}/).slice(0, 2))).toEqual(
      ROWS.map((row) => ['ok', TABLE[row].code]),
    );
    expect(lines.at(-1)).toBe('AttachNetworkInterface would be carried out.');
  });

  it('ends with 1 when it would be refused, and says the first refusal and why', async () => {
    const eni = await available(server, SEED);
    const { code, out } = await tenon('attach', eni, 'i-withdrawn-error');
    expect(code).toBe(1);
    expect(out).toMatch(/^ *NO +InvalidInstance\.InvalidStatus +the instance is ERROR$/m);
    expect(out).toMatch(/^ *NO +InvalidInstance\.InvalidType +ecs\.g1\.large is not in the/m);
    expect(out).toMatch(/^ *\? +LimitExceeded\.EnisPerInstance /m);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      `AttachNetworkInterface would be refused: ${TABLE[7].code}: ${TABLE[7].message}`,
    );
  });

  it.each([
    ['an action that nobody has', ['Bogus']],
    ['a parameter that cannot be', ['DeleteVpc', 'VpcId=']],
    ['a region that is not there', ['attach', 'eni-1', 'i-1', '--region', 'nowhere']],
  ])('ends with 2 for %s', async (_, args) => {
    expect(await tenon(...args)).toEqual({ code: 2, out: '' });
  });

  it('says the same as JSON', async () => {
    const { code, out } = await tenon('attach', 'eni-managed', 'i-plain', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual(await explain(server, pair('eni-managed', 'i-plain')));
  });
});
