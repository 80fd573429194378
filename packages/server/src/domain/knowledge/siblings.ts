import { analyseText, type Term } from './analyse-text.ts'
import { type Concept, concepts } from './concepts.ts'
import { type Language, languages } from './language.ts'

/** Things of one class, in their order: who asks for one of them is not answered by another. Named as in `concepts`. */
const CLASSES: readonly { readonly ordered: boolean; readonly names: string }[] = [
  { ordered: true, names: 'monday tuesday wednesday thursday friday saturday sunday' },
  { ordered: true, names: 'january february march april may june july august september october november december' },
  { ordered: false, names: 'summer winter' },
  { ordered: false, names: 'breakfast lunch dinner' },
  { ordered: false, names: 'morning afternoon night' },
  { ordered: false, names: 'english spanish french german portuguese italian dutch' },
  { ordered: false, names: 'red green blue orange white black' },
  { ordered: false, names: 'dog cat rabbit bird horse' },
  { ordered: false, names: 'wine beer' },
  { ordered: false, names: 'daily weekly monthly yearly' },
]

/** What `concepts` has no line for: a word that is also a verb, animals that few ask for. */
const MORE: Readonly<Record<string, Concept>> = {
  may: { en: [], pt: ['maio'], es: ['mayo'], fr: ['mai'], de: ['mai'] },
  rabbit: { en: ['rabbit'], pt: ['coelho'], es: ['conejo'], fr: ['lapin'], de: ['kaninchen'] },
  bird: { en: ['bird', 'parrot'], pt: ['passaro', 'papagaio'], es: ['loro'], fr: ['oiseau'], de: ['vogel'] },
  horse: { en: ['horse'], pt: ['cavalo'], es: ['caballo'], fr: ['cheval'], de: ['pferd'] },
}

/** Which class, and which of it. */
export interface Sibling {
  readonly family: number
  readonly member: number
}

const known = new Map<Language, ReadonlyMap<string, Sibling>>(languages.map((language) => [language, read(language)]))

function read(language: Language): Map<string, Sibling> {
  const found = new Map<string, Sibling>()
  CLASSES.forEach(({ names }, family) =>
    names.split(' ').forEach((name, member) => {
      const concept = MORE[name] ?? concepts.find(({ en: [first] }) => first === name)
      for (const word of concept?.[language] ?? []) {
        const terms = analyseText(word, language).filter(({ token }) => !token.part)
        const [only] = terms
        if (only && terms.length === 1) found.set(only.term, { family, member })
      }
    }),
  )
  return found
}

export function siblingOf(term: string, language: Language): Sibling | undefined {
  return known.get(language)?.get(term)
}

/** Between two members of an ordered class: all from the one to the other. */
const TO = /^\W*(?:(?:\s|^)(?:to|through|till|until|a|à|até|al|hasta|au|à|bis)(?:\s|$)|[–—-])\W*$/i
/** In Portuguese "-feira" may stand between. */
const FEIRA = /-?feira/gi
const EVERY_DAY =
  /\b(?:every day|daily|seven days|24\/7|todos os dias|diariamente|todos los días|tous les jours|täglich|jeden tag)\b/i

/** What of each class a text names, with what lies in its ranges: "Monday to Friday" names five days. */
export function siblingsIn(text: string, terms: readonly Term[], language: Language): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>()
  let last: (Sibling & { end: number }) | undefined
  for (const { term, token } of terms) {
    const sibling = siblingOf(term, language)
    if (!sibling) continue
    const { family, member } = sibling
    const members = found.get(family) ?? new Set<number>()
    found.set(family, members.add(member))
    const size = CLASSES[family]?.names.split(' ').length ?? 0
    const between = last ? text.slice(last.end, token.start).replace(FEIRA, ' ') : ''
    if (last?.family === family && CLASSES[family]?.ordered && TO.test(between))
      for (let at = last.member; at !== member; at = (at + 1) % size) members.add(at)
    last = { family, member, end: token.end }
  }
  if (EVERY_DAY.test(text)) found.set(0, new Set([0, 1, 2, 3, 4, 5, 6]))
  return found
}
