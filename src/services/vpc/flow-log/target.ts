import type { OwnKey } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import { ownInterface } from '../network-interface/rows.ts';
import { ownSubnetToChange } from '../subnet/rows.ts';
import { ownVpcToChange } from '../vpc/rows.ts';

type Row = { readonly id: string; readonly status: string };

/** What a flow log is about, locked: the one of the three that was asked for, if it exists. */
export interface Target {
  readonly vpc: Row | undefined;
  readonly subnet: (Row & { readonly vpc_id: string }) | undefined;
  readonly networkInterface: (Row & { readonly vpc_id: string }) | undefined;
}

export async function targetOf(tx: Reader, type: string, key: OwnKey): Promise<Target> {
  return {
    vpc: type === 'vpc' ? await tx.first(ownVpcToChange, key) : undefined,
    subnet: type === 'subnet' ? await tx.first(ownSubnetToChange, key) : undefined,
    networkInterface: type === 'eni' ? await tx.first(ownInterface, key) : undefined,
  };
}
