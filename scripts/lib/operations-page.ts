import { METRICS } from '#metrics/catalogue.ts';

const LISTED = /^<!-- metrics -->\n[\s\S]*?^<!-- end -->$/m;

/** docs/operations.md as it must be: the metrics are those of a scrape; the rest is written by hand. */
export function operationsPage(page: string): string {
  return page.replace(LISTED, () => ['<!-- metrics -->', ...metrics(), '<!-- end -->'].join('\n'));
}

function metrics(): string[] {
  return [
    '| metric | type | labels | |',
    '|---|---|---|---|',
    ...Object.entries(METRICS).map(
      ([name, { type, labels, help }]) =>
        `| \`${name}\` | ${type} | ${labels.join(', ')} | ${help} |`,
    ),
  ];
}
