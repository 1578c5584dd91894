import * as z from 'zod';
import type { Action } from '#core/action.ts';
import { parameterNotes } from '#core/parameters.ts';
import type { LoadedService } from '#core/service.ts';
import { type ResourceView, resourcesOf } from './contract-resources.ts';

/** What an action takes, answers and refuses; the schemas are JSON Schema (draft 2020-12). */
export type ContractView = ReturnType<typeof contractOf>;

const views = new WeakMap<Action, ContractView>();
const resources = new WeakMap<LoadedService['actions'], ResourceView[]>();

/**
 * The contracts of services, made once of each action.
 * @param chosen says which actions are shown; the resources are always those of all
 */
export const viewContracts = (
  services: readonly LoadedService[],
  chosen: (action: Action) => boolean = () => true,
) =>
  services.map((service) => {
    const { name, version, actions } = service;
    const own = resources.get(actions) ?? resourcesOf(actions.map((each) => viewOf(service, each)));
    resources.set(actions, own);
    return {
      name,
      version,
      resources: own,
      actions: actions.filter(chosen).map((each) => viewOf(service, each)),
    };
  });

function viewOf({ resourceOf }: LoadedService, action: Action): ContractView {
  const view = views.get(action) ?? contractOf(action, resourceOf.get(action.name) ?? null);
  views.set(action, view);
  return view;
}

function contractOf({ judgements, ...action }: Action, resource: string | null) {
  const { name, summary, kind, asyncTask } = action;
  const judged = new Map(judgements.map(({ refusal, parameter }) => [refusal, parameter]));
  return {
    name,
    summary,
    kind,
    resource,
    asyncTask,
    parameters: jsonSchema(action.parameters, 'input'),
    result: jsonSchema(action.result, 'output'),
    refusals: [...new Set(action.refusals)].map((refusal) => {
      const { http, code, message, source } = refusal;
      const parameter = judged.get(refusal);
      return { http, code, message, source, ...(parameter !== undefined && { parameter }) };
    }),
    inert: { ...action.inert },
    secrets: [...action.secrets],
  };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: into }) => Object.assign(into, noted(zodSchema)),
  });
  return described;
}

/** What a note says of a parameter, in JSON Schema's own words. */
function noted(schema: z.core.$ZodType) {
  const about = parameterNotes.get(schema);
  return {
    ...(about?.sensitive && { writeOnly: true }),
    ...(about?.spellings && { examples: [...about.spellings] }),
    ...(about?.notOffered && { const: false, $comment: about.notOffered }),
  };
}
