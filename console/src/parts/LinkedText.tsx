import { useKinds } from '../app/session.tsx';
import { ResourceLink } from './ResourceLink.tsx';

const ID = /\b([a-z][a-z0-9]*-[\w-]+)/;

/** A sentence of the server's, in which ids of resources are links. */
export function LinkedText({ text }: { readonly text: string }) {
  const { data: kinds } = useKinds();
  // With a group in the pattern, what stands between the ids and the ids take turns.
  return text.split(ID).map((part, index) => {
    const type = index % 2 === 1 ? kinds?.ofId(part)?.type : undefined;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text keep their places
    return type === undefined ? part : <ResourceLink key={index} id={part} type={type} />;
  });
}
