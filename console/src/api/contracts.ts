import { control } from './control.ts';

/** A JSON Schema of draft 2020-12, as far as contracts use it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Words that are known, of a set that is open. */
  readonly examples?: readonly string[];
  /** It is shown to nobody. */
  readonly writeOnly?: boolean;
  /** Why it is not offered, beside `const: false`. */
  readonly $comment?: string;
}

/** What an action takes, answers and refuses: `GET /_tenon/contracts`. */
export interface Contract {
  readonly service: string;
  readonly version: string;
  readonly name: string;
  readonly summary: string;
  readonly kind: 'read' | 'write';
  /** The type of resource that it belongs to. */
  readonly resource: string | null;
  readonly asyncTask: boolean;
  readonly parameters: Schema;
  readonly result: Schema;
  readonly refusals: readonly {
    readonly http: number;
    readonly code: string;
    readonly message: string;
    readonly source: 'documented' | 'observed' | 'ours';
    readonly parameter?: string;
  }[];
  /** Parameters that are accepted and change nothing, and why. */
  readonly inert: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** A type of resource: how it is listed, read one by one and made; docs/control-api.md has the fields. */
export interface ResourceContract {
  readonly service: string;
  readonly type: string;
  readonly idPrefix: string | null;
  readonly id: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly list: {
    readonly action: string;
    readonly items: string;
    readonly ids: string | null;
    readonly required: readonly string[];
  };
  readonly get: {
    readonly action: string;
    readonly parameter: string;
    readonly field: string | null;
  } | null;
  readonly creates: readonly string[];
}

interface Answer {
  readonly services: readonly {
    readonly name: string;
    readonly version: string;
    readonly actions: readonly Omit<Contract, 'service' | 'version'>[];
    readonly resources: readonly Omit<ResourceContract, 'service'>[];
  }[];
}

/** What the API has. */
export interface Contracts {
  readonly actions: Contract[];
  readonly resources: ResourceContract[];
}

/** Every action and every type of resource that there is. @throws Failure */
export async function readContracts(): Promise<Contracts> {
  const { services } = await control<Answer>('contracts');
  return {
    actions: services.flatMap(({ name, version, actions }) =>
      actions.map((action) => ({ service: name, version, ...action })),
    ),
    resources: services.flatMap(({ name, resources }) =>
      resources.map((resource) => ({ service: name, ...resource })),
    ),
  };
}
