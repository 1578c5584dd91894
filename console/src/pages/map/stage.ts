import { createContext, useContext } from 'react';
import type { Keeper } from '../../live/keeper.ts';
import type { Drop } from './drop.ts';
import type { Lights } from './lights.ts';

/** What everything on the map works with. */
export interface Stage {
  readonly keeper: Keeper;
  readonly lights: Lights;
  /** The thing whose details are open. */
  readonly selection: Lights;
  readonly drop: Drop;
  /** Opens the details of a resource. */
  readonly select: (id: string) => void;
  /** Opens or folds an area. */
  readonly fold: (id: string, open: boolean) => void;
  readonly turnPage: (id: string, page: number) => void;
  /** Lights what belongs to a thing; nothing for undefined. */
  readonly point: (id: string | undefined) => void;
}

export const StageContext = createContext<Stage | undefined>(undefined);

export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (stage === undefined) throw new Error('there is no map around this component');
  return stage;
}
