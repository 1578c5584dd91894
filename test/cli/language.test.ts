import { afterEach, describe, expect, it } from 'vitest';
import { columnsOf } from '#cli/width.ts';
import { madeInterface, scene } from '../support/scene.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { start, useCommandLine } from './harness.ts';

useCommandLine();

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const tenon = (args: readonly string[], env: Record<string, string> = {}) => start(args, env).ended;

describe('help in Chinese', () => {
  it('has its columns under each other, in 80 columns', async () => {
    const { out, code } = await tenon(['serve', '--help', '--lang', 'zh']);
    expect(code).toBe(0);
    expect(out).toMatch(/^用法：tenon serve \[选项\]\n\n提供 API 服务\n\n选项：\n/);
    const lines = out.split('\n');
    expect(lines.filter((line) => columnsOf(line) > 80)).toEqual([]);
    const first = lines.find((line) => line.includes('监听地址')) ?? '';
    const column = columnsOf(first.slice(0, first.indexOf('监听地址')));
    // What continues a description stands below its beginning.
    const continued = lines.filter((line) => /^ {5}/.test(line));
    expect(continued.length).toBeGreaterThan(5);
    for (const line of continued) expect(line).toMatch(new RegExp(`^ {${column}}\\S`));
  });

  it('has the prose below the options in Chinese, and the examples as they are', async () => {
    const { out } = await tenon(['run', '--help'], { LANG: 'zh_CN.UTF-8' });
    expect(out).toMatch(/\n\n命令的环境变量让每种客户端指向该服务器/);
    expect(out).toMatch(/\n\n示例：\n {2}tenon run -- pytest -x\n/);
    expect(out).not.toMatch(/Examples|Options/);
  });

  it('is English without a wish for Chinese', async () => {
    const { out } = await tenon(['--help'], { LANG: 'zh_CN.UTF-8', TENON_LANG: 'en' });
    expect(out).toMatch(/^Usage: tenon/);
  });
});

describe('errors in Chinese', () => {
  it.each([
    [['serv'], '错误：未知命令 serv\n（您是否想输入 serve？）\n（用 --help 查看详细说明）\n'],
    [
      ['serve', '--auth', 'x'],
      '错误：选项 --auth <mode> 的值 [x] 无效。可选值：strict, lenient。\n',
    ],
    [['env'], '错误：缺少必填参数 client\n'],
    [['serve', '--tls-cert', 'x'], 'tenon: --tls-cert 与 --tls-key 必须同时给出\n'],
    [['logs', '--name', 'x'], 'tenon: 没有名为 x 的服务器的日志：'],
  ])('of %j', async (args, said) => {
    const { err, code } = await tenon([...args, '--lang', 'zh']);
    expect(code).toBeGreaterThan(0);
    expect(err.slice(0, said.length)).toBe(said);
  });

  it('keep the value of an unknown option to themselves', async () => {
    const { err } = await tenon(['serve', '--pasword=secret', '--lang', 'zh']);
    expect(err).toMatch(/^错误：未知选项 --pasword\n/);
    expect(err).not.toMatch(/secret/);
  });

  it('name a language that there is not', async () => {
    const { err, code } = await tenon(['status'], { TENON_LANG: 'fr' });
    expect(code).toBe(2);
    expect(err).toMatch(/'fr' from env 'TENON_LANG' is invalid\. Allowed choices are en, zh\./);
  });
});

describe('explain and why in Chinese', () => {
  it('give reasons and the words of the page; JSON stays as it is', async () => {
    server = await startServer({ transitions: 'manual' });
    const place = await scene(server, { instances: 1 });
    const [InstanceId = ''] = place.instanceIds;
    const NetworkInterfaceId = await madeInterface(server, place);
    const attach = { NetworkInterfaceId, InstanceId };
    await server.client.vpc('AttachNetworkInterface', attach);
    const again = await server.client.vpc('AttachNetworkInterface', attach);
    const ask = (...args: string[]) =>
      tenon([...args, '--endpoint', server?.url ?? '', '--lang', 'zh']);

    const explained = await ask('explain', 'attach', NetworkInterfaceId, InstanceId);
    expect(explained.code).toBe(1);
    expect(explained.out).toMatch(
      /^ NO {2}InvalidEni\.InvalidStatus +辅助网卡的状态为 Attaching$/m,
    );
    expect(explained.out).toMatch(
      /^AttachNetworkInterface 会被拒绝： InvalidEni\.InvalidStatus: The specified elastic network interface is not in the correct status for the request\. 指定的弹性网卡所处的状态无法响应该请求。$/m,
    );

    const { RequestId } = again.envelope.ResponseMetadata;
    const why = await ask('why', RequestId);
    expect(why.out).toMatch(
      /^vpc 的 AttachNetworkInterface（地域 cn-beijing），由账号 2100000001 于 20/,
    );
    expect(why.out).toMatch(/^已拒绝：400 InvalidEni\.InvalidStatus，用时 [\d.]+ 毫秒。$/m);
    expect(why.out).toMatch(/^指定的弹性网卡所处的状态无法响应该请求。$/m);

    const json = await ask('explain', 'attach', NetworkInterfaceId, InstanceId, '--json');
    expect(json.out).not.toMatch(/\p{Script=Han}/u);
    expect(JSON.parse(json.out).Verdicts).toContainEqual(
      expect.objectContaining({ because: 'the secondary interface is Attaching' }),
    );
  });
});
