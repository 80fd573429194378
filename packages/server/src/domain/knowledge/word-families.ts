import type { Language } from './language.ts'

/** What stems of one family may differ in at their ends: deliver and deliveri, reserv and reservaca. */
const ENDINGS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: setOf(
    'e er or eri i iti ion ation ment al abl ibl ist anc enc ing iv ur th ness ful ful less ed en ish ic ian y ship ag at it',
  ),
  pt: setOf(
    'o a e i ar er ir ad id ada ida ado ido aca acao ament iment ador edor idor ist ari eir agem avel ivel anc enc ou am ei os as es am em eti idad al iv oso ura',
  ),
  es: setOf(
    'o a e i ar er ir ad id ada ida ado ido acion amient imient ador edor ist ari er aj abl ibl anc enc o idad al iv os ur',
  ),
  fr: setOf('e er ir re ation ition ement eur eus euse ist ag abl ibl anc enc it al if iv ur i u'),
  de: setOf('e er en ung bar lich ig keit heit ler n t st isch los'),
}

function setOf(endings: string): ReadonlySet<string> {
  return new Set(endings.split(' '))
}

const SHORTEST = 4

/** Whether two stems are of words that are made of each other. */
export function isOneFamily(one: string, other: string, language: Language): boolean {
  let same = 0
  while (same < one.length && same < other.length && one[same] === other[same]) same++
  if (same < SHORTEST || same < Math.min(one.length, other.length) - 3) return false
  // The longest beginning that both share may take a letter of an ending with it.
  for (let at = same; at >= Math.max(SHORTEST, same - 2); at--)
    if (isEnding(one.slice(at), language) && isEnding(other.slice(at), language)) return true
  return false
}

function isEnding(rest: string, language: Language): boolean {
  return rest === '' || ENDINGS[language].has(rest)
}
