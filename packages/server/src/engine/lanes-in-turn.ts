/**
 * Lanes with due rows, in the order in which a claim goes through them: on from where the last one stopped, so that
 * lanes at the end of the alphabet do not wait until those at its beginning have nothing left. Both lists in the order
 * of the lanes' names.
 */
export function lanesInTurn<L extends { readonly lane: string }>(lanes: readonly L[], last: string): L[] {
  const next = lanes.findIndex(({ lane }) => lane > last)
  return next < 0 ? [...lanes] : [...lanes.slice(next), ...lanes.slice(0, next)]
}
