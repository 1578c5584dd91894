import { promises as fs } from 'node:fs';
import * as z from 'zod';
import { parseDocument } from './file-document.ts';
import { reportIssues } from './file-parse.ts';
import type { Path, Problems } from './file-problems.ts';
import type { InstanceType } from './world.ts';

const count = z.int('must be a whole number').min(0, 'must be 0 or more');

/** What Tenon uses; the rest of an item is kept as it is. */
const savedType = z.looseObject({
  InstanceTypeId: z.string().min(1, 'must not be empty'),
  InstanceTypeFamily: z.string().nullish(),
  Processor: z.looseObject({ Cpus: count }),
  Memory: z.looseObject({ Size: count }),
  Network: z.looseObject({
    MaximumNetworkInterfaces: count,
    MaximumPrivateIpv4AddressesPerNetworkInterface: count,
  }),
});

const savedResult = z.looseObject({ InstanceTypes: z.array(savedType) });

/**
 * Reads the instance types of a saved DescribeInstanceTypes answer of the real cloud: the whole
 * envelope, or its Result. Problems go to `problems`, with their position in that file.
 */
export async function readSavedTypes(file: string, problems: Problems): Promise<InstanceType[]> {
  const text = await fs.readFile(file, 'utf8');
  const document = await readJson(file, text, problems);
  if (document === undefined) return [];
  const enveloped = z.looseObject({ Result: z.unknown() }).safeParse(document.value);
  const result = enveloped.success ? enveloped.data.Result : document.value;
  const parsed = savedResult.safeParse(result);
  if (parsed.success) return parsed.data.InstanceTypes.map(toInstanceType);
  // Positions are computed only when there is a problem.
  const placed = await parseDocument(file, text, problems);
  reportIssues(parsed.error, result, (below, problem) => {
    const path: Path = [...(enveloped.success ? ['Result'] : []), ...below];
    problems.add(placed?.place(path) ?? { file, line: 1, column: 1 }, path, problem);
  });
  return [];
}

/** JSON is YAML too, and the YAML parser knows positions, but it is slow for a long catalogue. */
async function readJson(
  file: string,
  text: string,
  problems: Problems,
): Promise<{ readonly value: unknown } | undefined> {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return parseDocument(file, text, problems);
  }
}

function toInstanceType(saved: z.infer<typeof savedType>): InstanceType {
  const { InstanceTypeId: id, InstanceTypeFamily: family, Processor, Memory, Network } = saved;
  const { InstanceTypeId: _, InstanceTypeFamily: __, ...rest } = saved;
  const { Cpus: cpus, ...processor } = Processor;
  const { Size: memoryMiB, ...memory } = Memory;
  const {
    MaximumNetworkInterfaces: maxInterfaces,
    MaximumPrivateIpv4AddressesPerNetworkInterface: maxAddressesPerInterface,
    ...network
  } = Network;
  return {
    id,
    family: family || familyOf(id),
    cpus,
    memoryMiB,
    maxInterfaces,
    maxAddressesPerInterface,
    extra: given({
      ...rest,
      Processor: given(processor),
      Memory: given(memory),
      Network: given(network),
    }),
  };
}

/** The cloud gives null for what a type does not have. */
function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** `ecs.g3i` of `ecs.g3i.large`. */
export function familyOf(id: string): string {
  return id.split('.').slice(0, -1).join('.') || id;
}
