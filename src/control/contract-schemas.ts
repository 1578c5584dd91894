import * as z from 'zod';
import type { Action } from '#core/action.ts';
import type { Service } from '#core/service.ts';

/** What an action takes, answers and refuses; the schemas are JSON Schema (draft 2020-12). */
export type ContractView = ReturnType<typeof contractOf>;

const views = new WeakMap<Action, ContractView>();

/** The contracts of services, made once of each action. */
export const viewContracts = (services: readonly Service[]) =>
  services.map(({ name, version, actions }) => ({
    name,
    version,
    actions: actions.map((action) => {
      const view = views.get(action) ?? contractOf(action);
      views.set(action, view);
      return view;
    }),
  }));

function contractOf({ judgements, ...action }: Action) {
  const { name, summary, kind, asyncTask } = action;
  const judged = new Map(judgements.map(({ refusal, parameter }) => [refusal, parameter]));
  return {
    name,
    summary,
    kind,
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
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}
