import type { InvocationRow } from '#store/schema/cloud-assistant.ts';
import { readDefinitions } from '../command/definitions.ts';

/** What reads the script of each type; no instance here is one of Windows. */
const PROGRAMS: Readonly<Record<string, readonly string[]>> = {
  Shell: ['sh'],
  Python: ['python3'],
};

/** The program that carries out commands of a type: one of Windows is not found. */
export const programOf = (type: string): readonly string[] =>
  PROGRAMS[type] ?? [type === 'Bat' ? 'cmd.exe' : 'powershell.exe'];

const PLACEHOLDER = /\{\{\s*([^{}]{1,64}?)\s*\}\}/g;

/**
 * The content of a command in base64, with the values of its parameters in the place of
 * `{{name}}`: those given, else their default values. Any other name stays as it is.
 */
export function scriptOf(
  row: Pick<InvocationRow, 'content' | 'enable_parameter' | 'parameter_definitions' | 'parameters'>,
): string {
  if (row.enable_parameter === 0) return row.content;
  const values = new Map<string, string>();
  for (const { Name, DefaultValue } of readDefinitions(row.parameter_definitions)) {
    if (Name !== undefined && DefaultValue !== undefined) values.set(Name, DefaultValue);
  }
  const given = row.parameters === '' ? {} : (JSON.parse(row.parameters) as object);
  for (const [name, value] of Object.entries(given)) values.set(name, textOf(value));
  const content = Buffer.from(row.content, 'base64').toString();
  const filled = content.replace(PLACEHOLDER, (all, name: string) => values.get(name) ?? all);
  return Buffer.from(filled).toString('base64');
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
