import { hash } from 'node:crypto';
import { VERSION } from '#platform/version.ts';
import { type Language, TEXTS } from './texts.ts';

/** The whole style: no script, font or image is fetched. */
const STYLE = `
:root { color-scheme: light dark; --ink: #1d2129; --dim: #5c6470; --paper: #fff; --box: #f2f4f7; --link: #0b57d0; --good: #11773d }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --dim: #a0a7b1; --paper: #15181d; --box: #20252c; --link: #8ab4f8; --good: #6dd58c } }
body { margin: 0; padding: 2.5rem 1.25rem; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto }
h1 { font-size: 1.6rem; margin: 0 0 .5rem } h1 small { font-size: .95rem; font-weight: normal; color: var(--good) }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
p { margin: .5rem 0 } .dim, dt { color: var(--dim) } dl, dd { margin: 0 } dt { margin-top: .75rem }
pre { margin: .25rem 0; padding: .6rem .8rem; overflow-x: auto; background: var(--box); border-radius: .4rem }
pre, code { font-family: ui-monospace, monospace; font-size: .9rem } ul { padding-left: 1.2rem; margin: .5rem 0 }
a { color: var(--link) } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
`;

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  vary: 'accept, accept-language, authorization',
} as const;

const REFERENCE = 'https://www.volcengine.com/docs/6401';

/**
 * What a browser is shown. It contains no secret: everybody who can reach the port can read it.
 * @param endpoint with its scheme, and without a character that is special in HTML or in a shell
 */
export function landingPage(endpoint: string, language: Language): string {
  const say = TEXTS[language];
  const path = (name: string, what: string) =>
    `<li><a href="/_tenon/${name}"><code>/_tenon/${name}</code></a>: ${what}</li>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say.title} ${VERSION}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${say.title} ${VERSION} <small>● ${say.runs}</small></h1>
<p>${say.what}</p>
<p class="dim">${say.whyHere} ${say.console}</p>
<h2>${say.endpoint}</h2>
<pre>${endpoint}</pre>
<h2>${say.point}</h2>
<dl>
<dt>${say.shell}</dt>
<dd><pre>eval "$(tenon env bash --endpoint ${endpoint})"</pre></dd>
<dt>${say.others}</dt>
<dd><pre>tenon env terraform --endpoint ${endpoint}</pre></dd>
<dt>${say.check}</dt>
<dd><pre>tenon doctor --endpoint ${endpoint}</pre></dd>
</dl>
<p>${say.docs}</p>
<h2>${say.look}</h2>
<ul>
${path('health', say.health)}
${path('health/ready', say.ready)}
${path('capabilities', say.capabilities)}
<li><a href="${REFERENCE}" rel="noreferrer">${REFERENCE}</a>: ${say.reference}</li>
</ul>
<p class="dim">${say.thisMachine}</p>
</main>
</body>
</html>
`;
}
