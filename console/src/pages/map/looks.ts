/** What a status means to the eye; statuses are told by colour and by shape. */
export type Look = 'free' | 'used' | 'moving' | 'off' | 'bad';

export function lookOf(status: string): Look {
  const word = status.toLowerCase();
  if (word === 'running' || word === 'available') return 'free';
  if (word === 'inuse' || word === 'attached') return 'used';
  if (word === 'stopped') return 'off';
  if (word.endsWith('ing')) return 'moving';
  return word === '' ? 'free' : 'bad';
}

export const LOOKS: readonly Look[] = ['free', 'used', 'moving', 'off', 'bad'];

/** The outline of each shape, in a square of 12. */
export const SHAPES: Readonly<Record<Look, string>> = {
  free: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z',
  used: 'M2.5 1.5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z',
  moving: 'M6 1.2L11 10.4H1z',
  off: 'M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  bad: 'M6 .6L11.4 6L6 11.4L.6 6z',
};
