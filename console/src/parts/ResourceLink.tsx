import { Link } from 'wouter';
import { useKinds } from '../app/session.tsx';

/** Where a resource is shown. */
export const hrefOf = (type: string, id: string): string =>
  `/resources/${type}/${encodeURIComponent(id)}`;

/**
 * The id of a resource, as a link to it. What it is says `type`, or else the id itself; an id of which
 * nothing is known is no link.
 */
export function ResourceLink({
  id,
  type,
}: {
  readonly id: string;
  readonly type?: string | undefined;
}) {
  // A long table has many of them: one whose type is known need not look it up.
  return type === undefined ? <LookedUp id={id} /> : <TypedLink id={id} type={type} />;
}

function LookedUp({ id }: { readonly id: string }) {
  const { data: kinds } = useKinds();
  const type = kinds?.ofId(id)?.type;
  return type === undefined ? <code>{id}</code> : <TypedLink id={id} type={type} />;
}

const TypedLink = ({ id, type }: { readonly id: string; readonly type: string }) => (
  <Link href={hrefOf(type, id)} className="resource-link">
    <code>{id}</code>
  </Link>
);
