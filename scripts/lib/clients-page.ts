import { CLIENTS, type ClientOfScenario } from '#test/clients/lib/clients.ts';
import { STEPS } from '#test/clients/lib/steps.ts';
import { inLanguage, type PageLanguage } from './chinese.ts';

/** A file that the page shows: `<!-- shows PATH -->`, and the code block after it. */
const SHOWN = /^<!-- shows (\S+) -->\n```(\w+)\n[\s\S]*?^```$/gm;
const TESTED = /^<!-- tested -->\n[\s\S]*?^<!-- end -->$/m;

/** A page with the files that it shows as they are now. `read` is given paths from `docs/`. */
export function withExamples(page: string, read: (path: string) => string): string {
  return page.replace(
    SHOWN,
    (_, path, language) =>
      `<!-- shows ${path} -->\n\`\`\`${language}\n${read(path).trimEnd()}\n\`\`\``,
  );
}

/**
 * docs/clients.md as it must be: the recipes are the files that tests run, and what is tested is
 * what the suites know. The rest of the page is written by hand. `read` is given paths from `docs/`.
 */
export function clientsPage(
  page: string,
  read: (path: string) => string,
  language: PageLanguage = 'en',
): string {
  return withExamples(page, read).replace(TESTED, () =>
    ['<!-- tested -->', ...tested(language), '<!-- end -->'].join('\n'),
  );
}

function tested(language: PageLanguage): string[] {
  const say = inLanguage(language);
  const leftOut = ({ omits }: ClientOfScenario) =>
    [...Map.groupBy(Object.entries(omits), ([, why]) => why)]
      .map(([why, steps]) => `${steps.map(([step]) => step).join(', ')}: ${say(why)}`)
      .join('; ') || say('nothing');
  return [
    `| ${say('client')} | ${say('left out of the scenario')} |`,
    '|---|---|',
    ...Object.values(CLIENTS).map((client) => `| ${client.sdk} | ${leftOut(client)} |`),
    '',
    say('The scenario, step by step. The client'),
    '',
    ...Object.values(STEPS).map((says) => `1. ${say(says)}`),
  ];
}
