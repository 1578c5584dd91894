/** The prefix list that a route is for, in a list; an empty one for a route to a block, which has a mask. */
export function listOf({ destination }: { readonly destination: string }): string[] {
  return destination.includes('/') ? [] : [destination];
}
