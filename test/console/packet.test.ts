import { afterEach, describe, expect, it } from 'vitest';
import { scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { openConsole, unable } from './support/browser.ts';

describe.skipIf(unable('the packet page'))('the packet page', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('says why port 22 is closed, opens it, and sees it open', async () => {
    server = await startServer();
    const { instanceIds, groupId } = await scene(server, { instances: 2 });
    const [from = '', to = ''] = instanceIds;
    const { page, complaints, close } = await openConsole(server.url, { path: '/packet' });
    await page.getByText('No question yet').waitFor();
    await page.getByLabel('From', { exact: true }).fill(from.slice(0, -3));
    await page.getByRole('option', { name: from }).click();
    await page.getByLabel('To', { exact: true }).fill(to);
    await page.getByRole('button', { name: 'SSH 22' }).click();
    await page.waitForURL(`**/#/packet?from=${from}&to=${to}&protocol=tcp&port=22`);
    const packet = page.getByRole('region', { name: 'The packet' });
    await packet.getByRole('status').getByText('is dropped').waitFor();
    const culprit = packet.getByRole('listitem').filter({ has: page.getByLabel('drops it') });
    expect(await culprit.innerText()).toContain(`no ingress rule of ${groupId} matches tcp 22`);
    await culprit.getByRole('link', { name: groupId }).first().waitFor();
    await culprit.getByRole('button', { name: 'Open tcp 22' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /ingress/i })
      .click();
    await packet.getByRole('status').getByText('arrives').waitFor();
    const answer = page.getByRole('region', { name: 'Its answer' });
    await answer.getByText('groups are stateful, and the packet is an answer').first().waitFor();
    // Whoever changes a rule elsewhere is seen here.
    const rule = { SecurityGroupId: groupId, Protocol: 'tcp', PortStart: 22, PortEnd: 22 };
    const { code } = await server.client.vpc('AuthorizeSecurityGroupIngress', {
      ...{ ...rule, CidrIp: '0.0.0.0/0', Policy: 'drop', Priority: 1 },
    });
    expect(code).toBe('');
    await packet.getByRole('status').getByText('is dropped').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('answers the question of a URL, in Chinese, and by keyboard', async () => {
    server = await startServer();
    const { instanceIds } = await scene(server, { instances: 1 });
    const path = `/packet?from=internet&to=${instanceIds[0]}&protocol=icmp`;
    const visit = await openConsole(server.url, { path, locale: 'zh-CN' });
    const { page, complaints, close } = visit;
    const packet = page.getByRole('region', { name: '报文' });
    await packet.getByText('被丢弃').waitFor();
    await packet.getByText('公网 IP').waitFor();
    await page.getByRole('button', { name: '交换方向' }).focus();
    await page.keyboard.press('Enter');
    await packet.getByText('路由表').waitFor();
    await page.getByText('此服务器只记录网络').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows a question that cannot be asked as the server says it', async () => {
    server = await startServer();
    const path = '/packet?from=eni-none&to=10.0.0.1&protocol=tcp&port=80';
    const { page, close } = await openConsole(server.url, { path });
    await page.getByRole('alert').getByText('eni-none').waitFor();
    await close();
  });
});
