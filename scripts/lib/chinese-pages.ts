import { clientsPage, withExamples } from './clients-page.ts';
import { faultsPage } from './faults-page.ts';

/**
 * A page of docs/zh as it must be: with the same examples and generated parts as its English page.
 */
export function chinesePage(name: string, page: string, read: (path: string) => string): string {
  if (name === 'clients.md') return clientsPage(page, read, 'zh');
  if (name === 'faults.md') return faultsPage(page, read, 'zh');
  return withExamples(page, read);
}
