import type { ShownLink } from './links.ts';

/** Some tenths of a second: one of the ends may be down because somebody wants it so. */
const LOOKS = 500;

/**
 * Waits until the kernel sends what is given to one end of a pair. It hears a moment later that both
 * ends are up, on a busy machine a long one, and drops everything until then. A look waits for the
 * kernel's lock of all links, as that news does, so a few are enough.
 *
 * @param shown the link as it was shown last; undefined when it is gone.
 */
export async function untilItSends(
  shown: ShownLink | undefined,
  look: () => Promise<ShownLink | undefined>,
): Promise<void> {
  let link = shown;
  for (let looks = 0; looks < LOOKS; looks += 1) {
    if (link === undefined || link.operstate === 'UP') return;
    link = await look();
  }
}
