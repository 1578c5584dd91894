import type { ResourceTable } from '#store/schema.ts';
import { RESOURCE_KINDS, type RESOURCES } from './resources.ts';

/**
 * The services whose resources the tag actions of a service know: those of vpc know NAT gateways
 * too, which Terraform tags by them.
 */
const TAGGED_BY = {
  vpc: ['vpc', 'natgateway'],
  natgateway: ['natgateway'],
  ecs: ['ecs'],
  clb: ['clb'],
  'storage-ebs': ['storage-ebs'],
} as const;

export type TaggingService = keyof typeof TAGGED_BY;

/** The names of resource types in the tag actions of a service, such as `eni` for `vpc`. */
export type TagTypeOf<Service extends TaggingService> = {
  [T in ResourceTable]: (typeof RESOURCES)[T] extends {
    owner: `${(typeof TAGGED_BY)[Service][number]}/${string}`;
    tagType: infer Type extends string;
  }
    ? Type
    : never;
}[ResourceTable];

/** The table of each type that has tags in a service, by its name in the tag actions. */
export function taggedTables(service: TaggingService): ReadonlyMap<string, ResourceTable> {
  const services: readonly string[] = TAGGED_BY[service];
  return new Map(
    RESOURCE_KINDS.flatMap(([table, { owner, tagType }]) =>
      tagType === null || !services.includes(owner.split('/')[0] ?? '') ? [] : [[tagType, table]],
    ),
  );
}

/** What the tag actions of a service call those that bear tags: the values of {@link TagTypeOf}. */
export function tagTypes<Service extends TaggingService>(service: Service): TagTypeOf<Service>[] {
  return [...taggedTables(service).keys()] as TagTypeOf<Service>[];
}
