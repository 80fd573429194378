/**
 * The order in which an attempt asks the channels of its route: from the top at first, and after an attempt that was not
 * taken from the one after it, round to the one that was tried last. Pure.
 */
export function orderOfAttempt<Each extends { readonly channel: { readonly id: string } }>(
  route: readonly Each[],
  lastTried: string | null,
): Each[] {
  const last = route.findIndex(({ channel }) => channel.id === lastTried)
  return last === -1 ? [...route] : [...route.slice(last + 1), ...route.slice(0, last + 1)]
}
