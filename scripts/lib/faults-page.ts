import { OUTCOMES } from '#test/clients/faults/outcomes.ts';
import { inLanguage, type PageLanguage } from './chinese.ts';
import { withExamples } from './clients-page.ts';

const TABLES = /^<!-- outcomes -->\n[\s\S]*?^<!-- end -->$/m;

/**
 * docs/faults.md with its examples as they are, and with what the suites know of clients. `read` is
 * given paths from `docs/`.
 */
export function faultsPage(
  page: string,
  read: (path: string) => string,
  language: PageLanguage = 'en',
): string {
  return withExamples(page, read).replace(TABLES, () =>
    ['<!-- outcomes -->', ...tables(language), '<!-- end -->'].join('\n'),
  );
}

function tables(language: PageLanguage): string[] {
  const say = inLanguage(language);
  const heads = ['fault', 'requests', 'made', 'the program is told'].map(say);
  return Object.entries(OUTCOMES).flatMap(([client, outcomes]) => [
    '',
    `**${client}**`,
    '',
    `| ${heads.join(' | ')} |`,
    '|---|---|---|---|',
    ...Object.entries(outcomes).map(
      ([fault, { asked, made, told }]) =>
        `| ${say(fault)} | ${asked} | ${made.join(', ')} | ${told === 'done' ? say('done') : `\`${told}\``} |`,
    ),
    '',
  ]);
}
