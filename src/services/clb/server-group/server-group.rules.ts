import { exists, type Holding } from '#core/common.rules.ts';
import type { ServerGroupRow } from '#store/schema/clb.ts';
import { clbRefusals } from '../refusals.ts';

export type ServerGroupFacts = Holding<'serverGroup', ServerGroupRow>;

export const serverGroupExists = exists(
  clbRefusals.ServerGroupNotFound,
  'serverGroup',
  'server group',
);
