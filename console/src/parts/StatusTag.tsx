const KINDS: Readonly<Record<string, string>> = {
  available: 'good',
  running: 'good',
  inuse: 'used',
  attached: 'used',
  error: 'bad',
  failed: 'bad',
};

/** The status of a resource, with a mark of its kind; one that passes by itself has a ring. */
export function StatusTag({ status }: { readonly status: string }) {
  const word = status.toLowerCase().replaceAll('_', '');
  const isMoving = word.endsWith('ing') && word !== 'running';
  return (
    <span className={`status status-${isMoving ? 'moving' : (KINDS[word] ?? 'plain')}`}>
      {status}
    </span>
  );
}
