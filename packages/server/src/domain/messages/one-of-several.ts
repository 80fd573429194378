import { invalid } from '../../kernel/api-error.ts'

/** One value under several names (contract A26). Given under more than one they must agree; null when given under none. */
export function oneOfSeveral(names: Readonly<Record<string, string | undefined>>): string | null {
  const given = Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const [first, ...others] = given
  if (!first) return null
  const different = others.find(([, value]) => value !== first[1])
  if (different) {
    throw invalid(different[0], `it says something else than ${first[0]}; give one of them, or the same in both`)
  }
  return first[1]
}
