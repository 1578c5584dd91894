import { hash } from 'node:crypto';
import type { Owner } from '#store/owned.ts';

/**
 * The ids of the log service's project and topic. There is no log service here: the same names of an
 * account in a region always get the same ids, which look like the vendor's.
 */
export function logIds(owner: Owner, project: string, topic: string) {
  const names = [owner.account_id, owner.region, project];
  return { log_project_id: uuidOf(names), log_topic_id: uuidOf([...names, topic]) };
}

function uuidOf(names: readonly string[]): string {
  const digits = hash('sha256', names.join('/'), 'hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
