import { type Context, ownKey } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';

/** What a new scope is made of. */
export interface ScopeSpec {
  readonly ipamId: string;
  readonly type: 'private' | 'public';
  readonly isDefault: boolean;
  readonly projectName: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** Makes a scope, Available at once. Resolves to its id. */
export async function makeScope(tx: Writer, context: Context, spec: ScopeSpec): Promise<string> {
  const scopeId = context.ids.resource(RESOURCES.ipam_scope.idPrefix);
  await tx.insert('ipam_scope', {
    ...ownKey(context, scopeId),
    project_name: spec.projectName,
    name: spec.name ?? scopeId,
    description: spec.description ?? '',
    status: 'Available',
    ipam_id: spec.ipamId,
    type: spec.type,
    is_default: Number(spec.isDefault),
  });
  return scopeId;
}
