/**
 * What is ticked in the picker, as the items of a webhook's `events`. Pure: ticking everything of a category makes it
 * the category's pattern, so that types added to it later are sent as well, and taking one out makes it a list again.
 */
export interface ChoiceCategory {
  readonly name: string
  readonly types: readonly { readonly type: string }[]
}

const everything = '*'
export const patternOf = (category: ChoiceCategory): string => `${category.name}.*`

export const isAll = (chosen: readonly string[]): boolean => chosen.includes(everything)

/** Whether the whole category is chosen, by its pattern or by everything. */
export const hasCategory = (chosen: readonly string[], category: ChoiceCategory): boolean =>
  isAll(chosen) || chosen.includes(patternOf(category)) || chosen.includes(category.name)

export const hasType = (chosen: readonly string[], category: ChoiceCategory, type: string): boolean =>
  hasCategory(chosen, category) || chosen.includes(type)

export function toggleAll(chosen: readonly string[]): string[] {
  return isAll(chosen) ? [] : [everything]
}

export function toggleCategory(
  chosen: readonly string[],
  category: ChoiceCategory,
  all: readonly ChoiceCategory[],
): string[] {
  const rest = withoutCategory(spellOut(chosen, all), category)
  return hasCategory(chosen, category) ? rest : [...rest, patternOf(category)]
}

export function toggleType(
  chosen: readonly string[],
  category: ChoiceCategory,
  { type, all }: { type: string; all: readonly ChoiceCategory[] },
): string[] {
  const spelled = spellOut(chosen, all)
  const rest = withoutCategory(spelled, category)
  const types = category.types.map((member) => member.type)
  const next = types.filter((member) => hasType(spelled, category, member) !== (member === type))
  return next.length === types.length ? [...rest, patternOf(category)] : [...rest, ...next]
}

/** `*` as the patterns that it stands for, so that something can be taken out of it. */
function spellOut(chosen: readonly string[], all: readonly ChoiceCategory[]): readonly string[] {
  if (!isAll(chosen)) return chosen
  return [...all.map(patternOf), ...chosen.filter((item) => item !== everything), 'custom.*'].filter(
    (item, index, items) => items.indexOf(item) === index,
  )
}

function withoutCategory(chosen: readonly string[], category: ChoiceCategory): string[] {
  const gone = new Set([category.name, patternOf(category), ...category.types.map(({ type }) => type)])
  return chosen.filter((item) => !gone.has(item))
}

/** Items that stand in no category of the catalogue: custom events and their patterns. */
export function customItems(chosen: readonly string[]): string[] {
  return chosen.filter((item) => item === 'custom' || item.startsWith('custom.'))
}

export function replaceCustom(chosen: readonly string[], items: readonly string[]): string[] {
  return [...chosen.filter((item) => !customItems([item]).length), ...items]
}

/** Reads what was typed for custom events: words apart by commas, spaces or lines. */
export const readItems = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((item) => item !== ''))]
