import type { ParameterDefinition } from './parameters.ts';

/** Definitions as they are kept. */
export const keptDefinitions = (given: readonly ParameterDefinition[] = []): string =>
  JSON.stringify(given);

export const readDefinitions = (kept: string): ParameterDefinition[] =>
  JSON.parse(kept) as ParameterDefinition[];

/** Definitions as answers show them: what was not given is empty. */
export const shownDefinitions = (kept: string) =>
  readDefinitions(kept).map((each) => ({
    Name: each.Name ?? '',
    Type: each.Type ?? '',
    Required: each.Required ?? false,
    DefaultValue: each.DefaultValue ?? '',
    MinLength: each.MinLength ?? 0,
    MaxLength: each.MaxLength ?? 0,
    MinValue: each.MinValue ?? '',
    MaxValue: each.MaxValue ?? '',
    DecimalPrecision: each.DecimalPrecision ?? 0,
  }));
