import { createServer as createHttpServer, request } from 'node:http';
import { type AddressInfo, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer, type ServerOptions, type TenonServer } from '#server.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { openConsole, unable } from './support/browser.ts';
import { placesIn, smallWorld } from './support/world.ts';

const TOKEN = 'a-control-token';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const each of cleanUp.splice(0).reverse()) await each();
});

async function started(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(options);
  cleanUp.push(() => server.close());
  return server;
}

/** A request as a browser sends it, whatever it says about where it comes from. */
function ask(url: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    asked.on('error', reject).end();
  });
}

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36';
const MODES: [string, ServerOptions][] = [
  ['strict', {}],
  ['lenient', { auth: 'lenient' }],
  ['with a control token', { controlToken: TOKEN }],
  [
    'with all allowed',
    { controlToken: TOKEN, allowDefaultKey: true, allowLenient: true, auth: 'lenient' },
  ],
];
const ACTION = '/?Action=DescribeVpcs&Version=2020-04-01';

describe.each(MODES)('a page that is not the console, %s', (_, options) => {
  const bearer = { authorization: `Bearer ${TOKEN}` };

  it('has nothing answered under another origin', async () => {
    const { url, host } = await started(options);
    const foreign = [
      { origin: 'http://evil.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    ];
    for (const headers of foreign) {
      const sent = { host, 'user-agent': AGENT, ...headers };
      expect((await ask(`${url}${ACTION}`, sent)).status).toBe(403);
      expect((await ask(`${url}/_tenon/client`, { ...sent, ...bearer })).status).toBe(403);
      expect((await ask(`${url}/_tenon/reset`, { ...sent, ...bearer }, 'POST')).status).toBe(403);
    }
  });

  it('has nothing answered when its own name leads here', async () => {
    const { url } = await started(options);
    const pages = [
      { origin: 'http://evil.com' },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' },
      { referer: 'http://evil.com/' },
    ];
    for (const headers of pages) {
      const sent = { host: 'evil.com', 'user-agent': AGENT, ...headers };
      expect((await ask(`${url}${ACTION}`, sent)).status).toBe(403);
      expect((await ask(`${url}/_tenon/client`, { ...sent, ...bearer })).status).toBe(403);
      const page = await ask(url, { ...sent, accept: 'text/html' });
      expect([page.status, page.body]).toEqual([403, expect.stringContaining('evil.com')]);
    }
  });
});

describe.skipIf(unable('the safety of the console'))('the console in a browser', () => {
  it('is framed by no page', async () => {
    const { url } = await started();
    const other = createHttpServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<iframe src="${url}/" title="framed"></iframe>`);
    });
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    cleanUp.push(async () => other.close());
    const { page, close } = await openConsole(url);
    const refused = page.waitForEvent('console', (message) =>
      /frame-ancestors|X-Frame-Options/i.test(message.text()),
    );
    await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
    await refused;
    expect(await page.frameLocator('iframe').locator('#console').count()).toBe(0);
    await close();
  });

  it('breaks its content security policy on no page, shows names as text, and no secret', async () => {
    const server = await started();
    const markup = '<img src=x onerror="document.title=666">';
    const world = await smallWorld(server, markup);
    const asked: string[] = [];
    const { page, complaints, close } = await openConsole(server.url);
    page.on('request', (each) => asked.push(each.url()));
    await page.addInitScript(`
      globalThis.breaches = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        globalThis.breaches.push(violatedDirective + ' ' + blockedURI));
    `);
    const breaches = () => page.evaluate('globalThis.breaches');
    for (const place of placesIn(world)) {
      await page.goto('about:blank');
      await page.goto(`${server.url}/#${place}`);
      await page.getByRole('status').getByText('live', { exact: true }).waitFor();
      await page.locator('main h1').first().waitFor();
      expect([place, await breaches()]).toEqual([place, []]);
      expect([place, await page.locator('img[src=x]').count()]).toEqual([place, 0]);
      expect(await page.title()).not.toContain('666');
      const shown = await page.content();
      expect([place, shown.includes(DEFAULT_ACCOUNT.secretAccessKey)]).toEqual([place, false]);
    }
    expect(asked.filter((url) => url.includes(DEFAULT_ACCOUNT.secretAccessKey))).toEqual([]);
    expect(complaints).toEqual([]);
    // It would be seen.
    await page.evaluate(
      `document.head.append(Object.assign(document.createElement('script'), { text: '1' }))`,
    );
    await expect.poll(breaches).toEqual(['script-src-elem inline']);
    await close();
  });
});

/** An address of this machine that is not of its loopback; undefined where it has none. */
const elsewhere = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ address, internal }) => !internal && isIPv4(address))?.address;

async function listening(options: ServerOptions): Promise<{ server: TenonServer; url: string }> {
  const server = createServer(options);
  cleanUp.push(() => server.close());
  const { port } = new URL(await server.listen('0.0.0.0', 0));
  return { server, url: `http://${elsewhere}:${port}` };
}

describe.skipIf(unable('the console from elsewhere') || elsewhere === undefined)(
  'the console from beyond loopback',
  () => {
    it('says what to do where no token lets it in', async () => {
      const { url } = await listening({});
      const { page, close } = await openConsole(url);
      await page.getByText('The server lets no console in from here').waitFor();
      await page.getByText('--control-token-file FILE').waitFor();
      await page.getByText(`the request came from ${elsewhere}`).waitFor();
      await close();
    });

    it('asks for the token, keeps it for this tab alone, and forgets it', async () => {
      const { url } = await listening({ controlToken: TOKEN });
      const asked: string[] = [];
      const { page, close } = await openConsole(url);
      page.on('request', (each) => asked.push(each.url()));
      const field = page.getByLabel('Control token');
      await field.fill('wrong');
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('alert').getByText('not the control token').waitFor();
      await field.fill(TOKEN);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.getByRole('status').getByText('live', { exact: true }).waitFor();
      await page.reload();
      await page.getByRole('status').getByText('live', { exact: true }).waitFor();
      expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(TOKEN);
      expect(await page.content()).not.toContain(TOKEN);
      expect([...asked, page.url()].filter((each) => each.includes(TOKEN))).toEqual([]);
      expect(await page.context().cookies()).toEqual([]);

      await page.getByRole('button', { name: 'Log out' }).click();
      await field.waitFor();
      expect(await page.evaluate('sessionStorage.length')).toBe(0);
      await page.reload();
      await field.waitFor();
      await close();
    });

    it('asks for the token again when it is refused later', async () => {
      const { url } = await listening({ controlToken: TOKEN });
      const { page, close } = await openConsole(url);
      await page.getByLabel('Control token').fill(TOKEN);
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('live', { exact: true }).waitFor();
      // As if the server had been started anew with another one.
      await page.route('**/_tenon/accounts', (route) => {
        const headers = { ...route.request().headers(), authorization: 'Bearer another' };
        return route.continue({ headers });
      });
      await page.getByRole('combobox', { name: 'Account' }).selectOption('+ New account');
      await page.getByRole('button', { name: 'Create' }).click();
      await page.getByLabel('Control token').waitFor();
      await close();
    });

    it('says why the published key is refused, and makes an account that is not', async () => {
      const { server, url } = await listening({ controlToken: TOKEN });
      const { page, close } = await openConsole(url, { path: '/start' });
      await page.getByLabel('Control token').fill(TOKEN);
      await page.keyboard.press('Enter');
      const notice = page.getByRole('alert').getByText('published with Tenon');
      await notice.waitFor();
      await page.getByRole('alert').getByRole('button', { name: 'New account' }).click();
      await page.getByRole('button', { name: 'Create' }).click();
      await notice.waitFor({ state: 'hidden' });
      const accounts = await server.control.accounts.list();
      const chosen = await page.getByRole('combobox', { name: 'Account' }).inputValue();
      expect(accounts.find(({ accountId }) => accountId === chosen)?.source).toBe('control');
      await close();
    });
  },
);
