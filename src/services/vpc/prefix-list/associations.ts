import type { Reader } from '#store/store.ts';
import { routeTablesByPrefixLists } from '../route-entry/rows.ts';
import { groupsByPrefixLists } from '../security-group/rule-rows.ts';

/** A resource with a rule or a route that refers to a list. */
export interface Association {
  readonly id: string;
  readonly type: 'VpcSecurityGroup' | 'VpcRouteTable';
}

/** What refers to each list: security groups, then route tables, each once, oldest first. */
export async function associationsOfLists(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Association[]>> {
  const found = new Map<string, Association[]>(ids.map((id) => [id, []]));
  const groups = await groupsByPrefixLists(tx, ids);
  for (const { prefixListId, id } of groups) {
    found.get(prefixListId)?.push({ id, type: 'VpcSecurityGroup' });
  }
  const tables = await routeTablesByPrefixLists(tx, ids);
  for (const { prefixListId, id } of tables) {
    found.get(prefixListId)?.push({ id, type: 'VpcRouteTable' });
  }
  return found;
}
