import { isResourceTable, RESOURCES } from '#core/resources.ts';

/*
 * What contracts say of the resources that they are about: how they are listed, found by id, read one
 * by one and made. Nothing is written down for a type; what the names and the schemas say is enough,
 * and a test asks whether they do.
 */

/** A JSON Schema, as far as it is looked at here. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** What is looked at of an action. */
export interface ActionOfResource {
  readonly name: string;
  readonly kind: 'read' | 'write';
  readonly resource: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
}

/** A type of resource that can be listed. */
export interface ResourceView {
  readonly type: string;
  /** What its ids begin with, before the hyphen; null if that is not known. */
  readonly idPrefix: string | null;
  /** The field with its id in an item of the list: `AllocationId`. */
  readonly id: string;
  /** The field with its name; null if it has none. */
  readonly name: string | null;
  /** The field with its status; null if it has none. */
  readonly status: string | null;
  readonly list: {
    readonly action: string;
    /** The field of the answer that has the items. */
    readonly items: string;
    /** The parameter that asks for those with some ids, or with one; null if there is none. */
    readonly ids: string | null;
    /** Parameters without which there is no list, such as the route table of its entries. */
    readonly required: readonly string[];
  };
  /** What reads one, often with more than the list has; null if nothing does. */
  readonly get: {
    readonly action: string;
    readonly parameter: string;
    /** The field of the answer that has it; null if it is the answer itself. */
    readonly field: string | null;
  } | null;
  /** The actions that make one. */
  readonly creates: readonly string[];
}

/** The resources that the actions of a service list, in the order of the actions. */
export function resourcesOf(actions: readonly ActionOfResource[]): ResourceView[] {
  const byType = new Map<string, ActionOfResource[]>();
  for (const action of actions) {
    if (action.resource === null) continue;
    byType.set(action.resource, [...(byType.get(action.resource) ?? []), action]);
  }
  return [...byType].flatMap(([type, own]) => {
    const isAsked = (field: string) => own.some((action) => takes(action, field));
    const found = own.flatMap((action) => listOf(type, action, isAsked));
    const [list] = found.sort(
      (a, b) =>
        Number(b.id === `${inPascal(type)}Id`) - Number(a.id === `${inPascal(type)}Id`) ||
        a.list.required.length - b.list.required.length,
    );
    return list === undefined
      ? []
      : [{ ...list, get: getOf(list, own), creates: madeBy(list, own) }];
  });
}

type Listed = Omit<ResourceView, 'get' | 'creates'>;

/** The list that an action is of a type; none if it is no list, or one of something else. */
function listOf(
  type: string,
  { name, kind, parameters, result }: ActionOfResource,
  isAsked: (field: string) => boolean,
): Listed[] {
  if (kind !== 'read') return [];
  const given: Schema = parameters;
  return Object.entries((result as Schema).properties ?? {}).flatMap(([items, { items: item }]) => {
    const fields = item?.properties ?? {};
    const id = idOf(type, Object.keys(fields), given, isAsked);
    if (id === undefined || given.required?.includes(id)) return [];
    return [
      {
        type,
        idPrefix: isResourceTable(type) ? RESOURCES[type].idPrefix : null,
        id,
        name: [`${inPascal(type)}Name`, 'Name'].find((each) => each in fields) ?? null,
        status: 'Status' in fields ? 'Status' : null,
        list: {
          action: name,
          items,
          ids: idsOf(type, id, given) ?? null,
          required: given.required ?? [],
        },
      },
    ];
  });
}

/** Whether an action takes one resource or several by a field. */
const takes = ({ parameters }: ActionOfResource, field: string): boolean => {
  const { properties = {} } = parameters as Schema;
  return field in properties || `${field}s` in properties;
};

/**
 * The field that is the id of a type: the one that is named after it, or that the list is asked by, as
 * an EIP is by its AllocationIds; or else the one that is all there is to name it. A role of iam has an
 * id, by which nothing asks for it.
 */
function idOf(
  type: string,
  fields: readonly string[],
  parameters: Schema,
  isAsked: (field: string) => boolean,
): string | undefined {
  const named = inPascal(type);
  const name = `${named}Name`;
  const isNamed = fields.includes(name) && isAsked(name) && !isAsked(`${named}Id`);
  if (fields.includes(`${named}Id`) && !isNamed) return `${named}Id`;
  const asked = Object.keys(parameters.properties ?? {}).find(
    (each) => each.endsWith('Ids') && fields.includes(each.slice(0, -1)) && !isAnothers(each, type),
  );
  if (asked !== undefined) return asked.slice(0, -1);
  if (fields.includes('Id') && `${named}Ids` in (parameters.properties ?? {})) return 'Id';
  return fields.includes(name) ? name : undefined;
}

/** A tag's `ResourceIds`, and the instances of a role, are no ids of the tag or of the role. */
const isAnothers = (parameter: string, type: string): boolean =>
  parameter === 'ResourceIds' || (parameter === 'InstanceIds' && type !== 'instance');

const idsOf = (type: string, id: string, { properties = {} }: Schema): string | undefined =>
  [`${id}s`, `${inPascal(type)}Ids`, id].find((each) => each in properties);

/** What reads a single resource: all that it needs is the id. */
function getOf(listed: Listed, own: readonly ActionOfResource[]): ResourceView['get'] {
  for (const { name, kind, parameters, result } of own) {
    const { required = [] } = parameters as Schema;
    if (kind !== 'read' || required.length !== 1 || required[0] !== listed.id) continue;
    const { properties = {} } = result as Schema;
    const inside = Object.keys(properties).filter(
      (each) => listed.id in (properties[each]?.properties ?? {}),
    );
    const itself = listed.id in properties && (listed.status === null || 'Status' in properties);
    if (!itself && inside.length !== 1) continue;
    return { action: name, parameter: listed.id, field: itself ? null : (inside[0] ?? null) };
  }
  return null;
}

/**
 * What answers with a new id that it was not asked about, by itself or in a field that has the whole
 * resource. What has a name for its id is asked for it, but only a Create answers with it.
 */
const madeBy = ({ id: listed, type }: Listed, own: readonly ActionOfResource[]): string[] => {
  // A list that has no more than `Id` is of what is named in full where it is made.
  const id = listed === 'Id' ? `${inPascal(type)}Id` : listed;
  return own
    .filter(({ name, kind, parameters, result }) => {
      const given = (parameters as Schema).properties ?? {};
      const { properties: answered = {} } = result as Schema;
      const isAsked = id in given || `${id}s` in given;
      const isNew = !isAsked || (id.endsWith('Name') && name.startsWith('Create'));
      const inside = Object.values(answered).some(({ properties = {} }) => id in properties);
      return kind === 'write' && isNew && (id in answered || `${id}s` in answered || inside);
    })
    .map(({ name }) => name);
};

/** `network_interface` as fields are named: `NetworkInterface`. */
const inPascal = (type: string): string =>
  type.replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase());
