/** The list with one item a place further up (-1) or down (1); at the end of the list as it is. */
export function moved<Item>(items: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const item = items[index]
  const other = items[index + by]
  if (item === undefined || other === undefined) return items
  return items.with(index, other).with(index + by, item)
}
