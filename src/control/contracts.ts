import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import type { Service } from '#core/service.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface ContractsControl {
  readonly services: readonly Service[];
}

const jsonSchema = z
  .record(z.string(), z.unknown())
  .describe('a JSON Schema of draft 2020-12, without its $schema');

const contract = z.strictObject({
  name: z.string(),
  summary: z.string(),
  kind: z.enum(['read', 'write']),
  asyncTask: z.boolean().describe('its answer names a task, for GetAsyncTaskStatus'),
  parameters: jsonSchema,
  result: jsonSchema,
  refusals: z
    .array(
      z.strictObject({
        http: z.int(),
        code: z.string(),
        message: z.string().describe('each `%s` is replaced'),
        source: z.enum(['documented', 'observed', 'ours']),
        parameter: z
          .string()
          .optional()
          .describe('the parameter that it is about; `*`: the request decides which'),
      }),
    )
    .describe('those of its own, in the order in which its preconditions are checked'),
  inert: z
    .record(z.string(), z.string())
    .describe('parameters that are accepted and change nothing, and why'),
  secrets: z.array(z.string()).describe('fields of the answer that are told once'),
});

/** The services with the action that is asked for. @throws Refused when there is none. */
function chosen(
  { services }: ContractsControl,
  { service, action }: { service?: string | undefined; action?: string | undefined },
): Service[] {
  const found = services.filter(({ name }) => service === undefined || name === service);
  if (found.length === 0) {
    const known = [...new Set(services.map(({ name }) => name))];
    refuse(
      controlRefusals.QueryMalformed,
      `there is no service [${service}], but ${known.join(', ')}`,
    );
  }
  if (action === undefined) return found;
  const having = found.flatMap((each) => {
    const actions = each.actions.filter(({ name }) => name === action);
    return actions.length === 0 ? [] : [{ ...each, actions }];
  });
  if (having.length > 0) return having;
  const names = found.map(({ name }) => name).join(', ');
  return refuse(controlRefusals.QueryMalformed, `there is no action [${action}] in ${names}`);
}

const route = routesOf<ContractsControl>();

export const contractRoutes = [
  route({
    method: 'GET',
    path: 'contracts',
    summary: 'Describes the actions of the API: their parameters, answers and refusals.',
    query: z.object({
      service: z.string().optional().describe('those of one service'),
      action: z.string().optional().describe('one action'),
    }),
    answer: z.strictObject({
      services: z.array(
        z.strictObject({ name: z.string(), version: z.string(), actions: z.array(contract) }),
      ),
    }),
    handle: async (control, { query }) => {
      const services = chosen(control, query);
      const { viewContracts } = await import('./contract-schemas.ts');
      return { services: viewContracts(services) };
    },
  }),
];
