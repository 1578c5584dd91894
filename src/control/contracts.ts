import * as z from 'zod';
import { refuse } from '#core/refusal.ts';
import { type LoadedService, loadServices, type Service } from '#core/service.ts';
import { controlRefusals } from './refusals.ts';
import { routesOf } from './route.ts';

export interface ContractsControl {
  readonly services: readonly Service[];
}

const jsonSchema = z
  .record(z.string(), z.unknown())
  .describe(
    'a JSON Schema of draft 2020-12, without its $schema; `examples`: words that are known, `writeOnly`: shown to nobody, `const: false` with `$comment`: not offered, and why',
  );

const contract = z.strictObject({
  name: z.string(),
  summary: z.string(),
  kind: z.enum(['read', 'write']),
  resource: z
    .string()
    .nullable()
    .describe('the type of resource that it belongs to: `network_interface`, as in events'),
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

const resource = z.strictObject({
  type: z.string().describe('as in events, and as `resource` of its actions'),
  idPrefix: z.string().nullable().describe('what its ids begin with, before the hyphen'),
  id: z.string().describe('the field of an item that has its id'),
  name: z.string().nullable().describe('the field of an item that has its name'),
  status: z.string().nullable().describe('the field of an item that has its status'),
  list: z.strictObject({
    action: z.string(),
    items: z.string().describe('the field of the answer that has the items'),
    ids: z
      .string()
      .nullable()
      .describe('the parameter that asks for those with some ids, or for one'),
    required: z.array(z.string()).readonly().describe('parameters without which there is no list'),
  }),
  get: z
    .strictObject({
      action: z.string(),
      parameter: z.string().describe('takes the id'),
      field: z.string().nullable().describe('of the answer, that has it; null: it is the answer'),
    })
    .nullable()
    .describe('what reads one, often with more than the list has'),
  creates: z.array(z.string()).readonly().describe('the actions that make one'),
});

/** The services that are asked for. @throws Refused when there is none, or none has the action. */
async function chosen(
  { services }: ContractsControl,
  { service, action }: { service?: string | undefined; action?: string | undefined },
): Promise<LoadedService[]> {
  const found = services.filter(({ name }) => service === undefined || name === service);
  if (found.length === 0) {
    const known = [...new Set(services.map(({ name }) => name))];
    refuse(
      controlRefusals.QueryMalformed,
      `there is no service [${service}], but ${known.join(', ')}`,
    );
  }
  const loaded = await loadServices(found);
  if (action === undefined) return loaded;
  const having = loaded.filter(({ actions }) => actions.some(({ name }) => name === action));
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
        z.strictObject({
          name: z.string(),
          version: z.string(),
          resources: z.array(resource).describe('what its actions list, and how'),
          actions: z.array(contract),
        }),
      ),
    }),
    handle: async (control, { query }) => {
      const services = await chosen(control, query);
      const { viewContracts } = await import('./contract-schemas.ts');
      return {
        services: viewContracts(
          services,
          ({ name }) => query.action === undefined || name === query.action,
        ),
      };
    },
  }),
];
