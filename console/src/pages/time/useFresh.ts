import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { TenonEvent } from '../../api/events.ts';
import { useEvents } from '../../app/session.tsx';

/** Of many events at once, the last is waited for, and a slow flood is followed none the less. */
const SETTLED_MS = 80;

/** Reads ['control', name] anew after each event that `about` takes; it must not change. */
export function useFresh(name: string, about: (event: TenonEvent) => boolean): void {
  const queries = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvents(
    useCallback(
      (event: TenonEvent) => {
        if (!about(event) || timer.current !== undefined) return;
        timer.current = setTimeout(() => {
          timer.current = undefined;
          void queries.invalidateQueries({ queryKey: ['control', name] });
        }, SETTLED_MS);
      },
      [queries, name, about],
    ),
  );
}

const READS = /^(Describe|List|Get)/;

/** Whether something may have been begun or have settled. */
export const isChange = (event: TenonEvent): boolean =>
  event.event === 'answered' ? !READS.test(event.action) : event.event !== 'struck';

export const isStrike = ({ event }: TenonEvent): boolean =>
  event === 'struck' || event === 'reset' || event === 'missed';
