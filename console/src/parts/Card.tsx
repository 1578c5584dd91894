import './card.css';
import type { ReactNode } from 'react';

/** One subject of a page. */
export function Card(props: {
  readonly title: string;
  readonly hint?: string;
  /** What can be done with all of it, beside the title. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, hint, extra, children } = props;
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        {extra}
      </div>
      {hint !== undefined && <p className="card-hint">{hint}</p>}
      {children}
    </section>
  );
}
