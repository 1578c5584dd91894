import { type ProjectMove, projectMove } from '#core/project-move.ts';
import { followSubnet } from '../ha-vip/follow.ts';

const alone = projectMove('subnet');

/** Its virtual IPs have no project of their own. Source: CreateHaVip. */
export const movableSubnet: ProjectMove = {
  ...alone,
  async move(tx, id, project) {
    await alone.move(tx, id, project);
    await followSubnet(tx, id, project);
  },
};
