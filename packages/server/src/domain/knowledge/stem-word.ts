import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as spanish } from '@orama/stemmers/spanish'

import { foldText } from './fold-text.ts'
import type { Language } from './language.ts'

const STEMMERS: Readonly<Record<Language, (word: string) => string>> = {
  en: english,
  pt: portuguese,
  es: spanish,
  fr: french,
  de: german,
}

/**
 * Words are stemmed after folding, so that they match whether they were typed with accents or without. The stemmers know
 * the endings with their accents, so those are put back first: an ending has its accent in (nearly) every word.
 */
const ENDINGS: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  en: [],
  pt: [
    [/cao$/, 'ção'],
    [/coes$/, 'ção'],
    [/aveis$/, 'ável'],
    [/iveis$/, 'ível'],

    [/(?<=..)oes$/, 'ão'],
    [/(?<=..)ais$/, 'al'],
    [/(?<=..)eis$/, 'el'],
    [/avel$/, 'ável'],
    [/ivel$/, 'ível'],
    [/encia(s?)$/, 'ência'],
    [/ancia(s?)$/, 'ância'],
    [/(?<=..)ns$/, 'm'],
  ],
  es: [
    [/cion$/, 'ción'],
    [/ciones$/, 'ción'],
    [/sion$/, 'sión'],
    [/siones$/, 'sión'],
    [/logia(s?)$/, 'logía'],
  ],
  fr: [
    [/(?<=...)ee(s?)$/, 'ée'],
    [/(?<=...)ite(s?)$/, 'ité'],
  ],
  de: [],
}

/** Forms that no rule leads back to their word. */
const IRREGULAR: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  en: Object.fromEntries(
    (
      'bought:buy sent:send paid:pay broke:break broken:break lost:lose gave:give given:give kept:keep sold:sell ' +
      'told:tell came:come took:take taken:take chose:choose chosen:choose stole:steal stolen:steal forgot:forget ' +
      'forgotten:forget spoke:speak spoken:speak wrote:write written:write got:get found:find held:hold left:leave ' +
      'children:child people:person feet:foot went:go gone:go wore:wear worn:wear threw:throw thrown:throw dying:die ' +
      'died:die dead:die grew:grow grown:grow built:build bent:bend burnt:burn hung:hang won:win ate:eat tried:try'
    )
      .split(' ')
      .map((pair) => pair.split(':') as [string, string]),
  ),
}

/** Words that were met lately with their stems; bounded, since what people write is not. */
const known = new Map<string, string>()
const MOST_KNOWN = 50_000

/** The stem of a folded word of letters; folded again, so that stems compare by their bytes. */
export function stemWord(folded: string, language: Language): string {
  const key = language + folded
  let stem = known.get(key)
  if (stem === undefined) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, (stem = makeStem(folded, language)))
  }
  return stem
}

function makeStem(folded: string, language: Language): string {
  const regular = IRREGULAR[language]?.[folded] ?? folded
  const ending = ENDINGS[language].find(([pattern]) => pattern.test(regular))
  const accented = ending ? regular.replace(ending[0], ending[1]) : regular
  const spelt = language === 'de' ? accented.replace(/(?<![aeq])([aou])e(?=[^aeiou])/g, '$1') : accented
  const stem = foldText(STEMMERS[language](spelt))
  return stem === '' ? folded : stem
}
