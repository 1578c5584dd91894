import { type Movable, movable } from '../../movable.ts';
import { followSubnet } from '../ha-vip/follow.ts';

const alone = movable('subnet');

/** Its virtual IPs have no project of their own. Source: CreateHaVip. */
export const movableSubnet: Movable = {
  ...alone,
  async move(tx, id, project) {
    await alone.move(tx, id, project);
    await followSubnet(tx, id, project);
  },
};
