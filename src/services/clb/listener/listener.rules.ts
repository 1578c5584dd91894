import { exists, type Holding } from '#core/common.rules.ts';
import type { ListenerRow } from '#store/schema/clb.ts';
import { clbRefusals } from '../refusals.ts';

export type ListenerFacts = Holding<'listener', ListenerRow>;

export const listenerExists = exists(clbRefusals.ListenerNotFound, 'listener', 'listener');
