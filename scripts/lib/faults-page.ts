import { OUTCOMES } from '#test/clients/faults/outcomes.ts';
import { withExamples } from './clients-page.ts';

const TABLES = /^<!-- outcomes -->\n[\s\S]*?^<!-- end -->$/m;

/**
 * docs/faults.md with its examples as they are, and with what the suites know of clients. `read` is
 * given paths from `docs/`.
 */
export function faultsPage(page: string, read: (path: string) => string): string {
  return withExamples(page, read).replace(TABLES, () =>
    ['<!-- outcomes -->', ...tables(), '<!-- end -->'].join('\n'),
  );
}

function tables(): string[] {
  return Object.entries(OUTCOMES).flatMap(([client, outcomes]) => [
    '',
    `**${client}**`,
    '',
    '| fault | requests | made | the program is told |',
    '|---|---|---|---|',
    ...Object.entries(outcomes).map(
      ([fault, { asked, made, told }]) =>
        `| ${fault} | ${asked} | ${made.join(', ')} | ${told === 'done' ? 'done' : `\`${told}\``} |`,
    ),
    '',
  ]);
}
