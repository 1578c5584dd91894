import { type Look, lookOf, SHAPES } from './looks.ts';

/** The shape of a status. It is decoration: the status stands beside it, or in the name. */
export function StatusShape({ status, look = lookOf(status) }: { status: string; look?: Look }) {
  return (
    <svg className={`shape shape-${look}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[look]} />
    </svg>
  );
}
