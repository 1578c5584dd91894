import * as z from 'zod';
import type { LoadedService } from '#core/service.ts';
import type { Answered } from '#gateway/answered.ts';

/**
 * What is wrong with the parameter that a refusal is about: it must be one of the action's own, as
 * the contract names it. Undefined when nothing is.
 */
export function wrongParameter(
  services: readonly LoadedService[],
  { identity, code, parameter }: Answered,
): string | undefined {
  if (parameter === undefined) return undefined;
  const service = services.find(({ name }) => name === identity.service);
  const action = service?.actions.find(({ name }) => name === identity.action);
  // What the gateway refuses by itself may be about what no action has.
  if (action === undefined || !action.refusals.some((each) => each.code === code)) return undefined;
  return has(action.parameters, parameter.split('.'))
    ? undefined
    : `${action.name} refuses ${code} about ${parameter}, which it does not have`;
}

/** Whether a path of names and numbers, such as `Tags.1.Key`, leads to something in a shape. */
function has(schema: z.core.$ZodType, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return has(schema._zod.def.innerType, path);
  }
  if (schema instanceof z.ZodPipe) return has(schema._zod.def.in, path);
  if (schema instanceof z.ZodArray) {
    return has(schema.element, /^\d+$/.test(step) ? rest : path);
  }
  if (!(schema instanceof z.ZodObject)) return false;
  const field = (schema.shape as Readonly<Record<string, z.core.$ZodType>>)[step];
  return field !== undefined && has(field, rest);
}
