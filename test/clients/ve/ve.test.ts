import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Program, run } from '../lib/child.ts';
import { goProgram } from '../lib/go-program.ts';
import { playRecipe, RECIPES } from '../lib/recipe.ts';
import { type ClientServer, countOf, exercised, recordOf, stage } from '../lib/stage.ts';
import { suiteOf } from '../lib/suite.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const prepare = () => goProgram({ client: 've', folder });

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'tenon-ve-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let ve: Program;
const ready = async () => {
  ve = await prepare();
};

suiteOf("ve's calls", ready, () => {
  let on: ClientServer | undefined;
  beforeAll(async () => {
    on = await stage();
  });
  afterAll(() => on?.close());

  const call = (...args: string[]) => run({ ...ve, args }, { env: on?.env ?? {} });
  const ok = async (...args: string[]) => {
    const { stdout, stderr } = await call(...args);
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };

  it('prints the whole envelope', async () => {
    const made = await ok('vpc', 'CreateVpc', '--CidrBlock', '10.0.0.0/16', '--VpcName', 'of-ve');
    expect(made).toMatchObject({
      ResponseMetadata: { Action: 'CreateVpc', Service: 'vpc', Region: 'cn-beijing' },
      Result: { VpcId: expect.stringMatching(/^vpc-/) },
    });
    const found = await ok('vpc', 'DescribeVpcs', '--VpcIds.1', made.Result.VpcId);
    expect(found.Result.Vpcs).toMatchObject([{ VpcName: 'of-ve' }]);
  });

  it('takes another method, a JSON body and an endpoint with its scheme', async () => {
    const body = JSON.stringify({ CidrBlock: '10.0.0.0/16', Tags: [{ Key: 'a', Value: 'b' }] });
    const made = await ok('vpc', 'CreateVpc', '--method', 'POST', '--body', body);
    const [vpc] = (await ok('vpc', 'DescribeVpcs', '--VpcIds.1', made.Result.VpcId)).Result.Vpcs;
    expect(vpc.Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    const zones = await ok('ecs', 'DescribeZones', '--endpoint', on?.server.url ?? '');
    expect(zones.Result.Zones.length).toBeGreaterThan(0);
  });

  it('says a refusal', async () => {
    const before = countOf(on?.answered ?? [])['vpc:DeleteVpc'] ?? 0;
    const { code, stderr } = await call('vpc', 'DeleteVpc', '--VpcId', 'vpc-none');
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: '404 InvalidVpc.NotFound: The specified VPC does not exist.\n',
    });
    expect(countOf(on?.answered ?? [])['vpc:DeleteVpc']).toBe(before + 1);
  });

  it('exercises the actions of its record (TENON_RECORD=1 writes it anew)', () => {
    const seen = exercised(on?.answered ?? []);
    expect(seen).toEqual(recordOf('ve', 've', seen));
  });
});

/** Plays the recipe with the program above under the name `ve`. */
playRecipe('ve', async () => {
  const { command } = await prepare();
  copyFileSync(command, join(scratch, 've'));
  const PATH = [scratch, dirname(process.execPath), process.env.PATH].join(delimiter);
  return { command: 'sh', args: [join(RECIPES, 've', 'attach.sh')], env: { PATH } };
});
