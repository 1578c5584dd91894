import { refuse } from '#core/refusal.ts';
import { instanceForAttach } from '#services/ecs/instance/rows.ts';
import type { OwnKey } from '#store/owned.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownInterface, peekInterface, peekPrimary } from './rows.ts';

/** An interface and the instance that it is on, as far as they exist; both locked. */
export interface OnInstance {
  readonly networkInterface: NetworkInterfaceRow | undefined;
  readonly instance:
    | {
        readonly status: string;
        readonly instance_type_id: string;
        readonly scheduled_instance_id: string;
      }
    | undefined;
}

/**
 * One of the caller's interfaces with its instance. Instances are always locked before interfaces,
 * so the interface is first read without a lock, to learn its instance.
 * @throws Refused InvalidOperation.Conflict when the interface has moved in between.
 */
export async function interfaceOnInstance(tx: Reader, key: OwnKey): Promise<OnInstance> {
  const seen = await tx.first(peekInterface, key);
  const instanceId = seen?.instance_id ?? null;
  const instance =
    instanceId === null
      ? undefined
      : await tx.first(instanceForAttach, { id: instanceId, region: key.region });
  const networkInterface = await tx.first(ownInterface, key);
  if (networkInterface && networkInterface.instance_id !== instanceId) refuse(vpcRefusals.Conflict);
  return { networkInterface, instance };
}

/** One of the caller's instances with its primary interface. */
export async function primaryOnInstance(tx: Reader, key: OwnKey): Promise<OnInstance> {
  const { id, account_id, region } = key;
  const found = await tx.first(instanceForAttach, { id, region });
  if (found?.account_id !== account_id) return { networkInterface: undefined, instance: undefined };
  const primary = await tx.first(peekPrimary, { instanceId: id });
  return {
    instance: found,
    networkInterface: primary && (await tx.first(ownInterface, { ...key, id: primary.id })),
  };
}

/** The interface that the request names, or the primary interface of the instance that it names. */
export async function interfaceNamed(
  tx: Reader,
  type: string | undefined,
  key: OwnKey,
): Promise<OnInstance> {
  switch (type) {
    case 'NetworkInterface':
      return interfaceOnInstance(tx, key);
    case 'EcsInstance':
      return primaryOnInstance(tx, key);
    default:
      return { instance: undefined, networkInterface: undefined };
  }
}
