import * as z from 'zod';
import { readAction, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import type { Resource } from '#core/service.ts';
import { logIds } from '#services/vpc/flow-log/log-ids.ts';
import type { Owner } from '#store/owned.ts';
import { query } from '#store/query.ts';
import { projectExists } from './log-project.rules.ts';

const projectOf = query((db, p: Owner) =>
  db
    .selectFrom('health_check_log_project')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region),
);

const projectGoes = query((db, p: { id: string }) =>
  db.deleteFrom('health_check_log_project').where('id', '=', p.id),
);

/** Makes the log project of the account in the region, which it has once; again, it answers the same. */
const createHealthCheckLogProject = writeAction({
  name: 'CreateHealthCheckLogProject',
  summary: 'make the log project of health checks, which is recorded',
  parameters: () => z.object({}),
  result: () => z.object({ LogProjectId: z.string() }),
  rules: [],
  facts: async (tx, _, context) => ({ project: await tx.first(projectOf, ownerOf(context)) }),

  async change(tx, { project }, _, context) {
    if (project) return { LogProjectId: project.id };
    const owner = ownerOf(context);
    const { log_project_id: id } = logIds(owner, 'clb-health-check', '');
    await tx.insert('health_check_log_project', { id, ...owner, created_at: tx.now });
    return { LogProjectId: id };
  },
});

const deleteHealthCheckLogProject = writeAction({
  name: 'DeleteHealthCheckLogProject',
  summary: 'delete the log project of health checks',
  parameters: () => z.object({}),
  result: () => z.object({}),
  rules: [projectExists],
  facts: async (tx, _, context) => ({ project: await tx.first(projectOf, ownerOf(context)) }),

  async change(tx, { project }) {
    if (project) await tx.run(projectGoes, { id: project.id });
    return {};
  },
});

const describeHealthCheckLogProjectAttributes = readAction({
  name: 'DescribeHealthCheckLogProjectAttributes',
  summary: 'show the log project of health checks; an empty id where there is none',
  parameters: () => z.object({}),
  result: () => z.object({ LogProjectId: z.string() }),
  view: async (tx, _, context) => ({
    LogProjectId: (await tx.first(projectOf, ownerOf(context)))?.id ?? '',
  }),
});

/** The actions of the log project of health checks. */
export const healthCheckLogProjectResource: Resource = {
  actions: [
    createHealthCheckLogProject,
    deleteHealthCheckLogProject,
    describeHealthCheckLogProjectAttributes,
  ],
};
