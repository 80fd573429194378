import type { KeywordLanguage } from '@posthorn/contract'

import type { KeywordType } from './content.ts'

/** What a message that says nothing else asks for, and in which language to answer. */
export interface Keyword {
  readonly type: KeywordType
  /** Those that have the word; several where it is a word of several. */
  readonly languages: readonly KeywordLanguage[]
}

/** In capitals and without accents, words parted by one space. What people also say in a conversation is not here. */
const WORDS: Record<KeywordLanguage, Record<KeywordType, readonly string[]>> = {
  en: {
    stop: ['STOP', 'STOPALL', 'STOP ALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'OPT OUT', 'REVOKE'],
    start: ['START', 'UNSTOP', 'RESUME', 'SUBSCRIBE', 'OPTIN', 'OPT IN'],
    help: ['HELP', 'INFO'],
  },
  pt: {
    stop: ['STOP', 'PARAR', 'PARE', 'SAIR', 'CANCELAR', 'DESCADASTRAR', 'REMOVER', 'CANCELAR INSCRICAO'],
    start: ['START', 'VOLTAR', 'INICIAR', 'REATIVAR', 'ASSINAR'],
    help: ['HELP', 'AJUDA', 'INFO'],
  },
  es: {
    stop: ['STOP', 'BAJA', 'ALTO', 'PARAR', 'PARE', 'CANCELAR', 'SALIR', 'DETENER', 'DARSE DE BAJA', 'NO MAS'],
    start: ['START', 'ALTA', 'INICIAR', 'REANUDAR', 'SUSCRIBIR'],
    help: ['HELP', 'AYUDA', 'INFO'],
  },
  fr: {
    stop: ['STOP', 'ARRET', 'ARRETER', 'ARRETEZ', 'DESABONNER', 'DESINSCRIRE', 'DESABONNEMENT', 'STOP SMS', 'ANNULER'],
    start: ['START', 'REPRENDRE', 'REABONNER', 'INSCRIRE'],
    help: ['HELP', 'AIDE', 'INFO'],
  },
  de: {
    stop: ['STOP', 'STOPP', 'ABMELDEN', 'ABBESTELLEN', 'BEENDEN', 'KUNDIGEN', 'AUSTRAGEN'],
    start: ['START', 'ANMELDEN', 'WEITER BEZIEHEN'],
    help: ['HELP', 'HILFE', 'INFO'],
  },
}

const byWord = new Map<string, { type: KeywordType; languages: KeywordLanguage[] }>()
for (const [language, types] of Object.entries(WORDS) as [KeywordLanguage, (typeof WORDS)['en']][])
  for (const [type, words] of Object.entries(types) as [KeywordType, readonly string[]][])
    for (const word of words) {
      const known = byWord.get(word)
      if (known && known.type !== type) throw new Error(`${word} asks for two things`)
      if (known) known.languages.push(language)
      else byWord.set(word, { type, languages: [language] })
    }

/** Longer texts say something else. */
const MOST_CHARACTERS = 40

/** Reads a whole text: "Stop!" asks for it, "please stop by at noon" does not. Null: it is no such word. */
export function readKeyword(text: string): Keyword | null {
  if (text.length > MOST_CHARACTERS) return null
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return byWord.get(words) ?? null
}

/** The language that most people of a country would write, by the beginning of its numbers. */
const SPEAKERS: Record<Exclude<KeywordLanguage, 'en'>, readonly string[]> = {
  pt: ['+55', '+351', '+244', '+258', '+238'],
  es: ['+34', '+51', '+52', '+53', '+54', '+56', '+57', '+58', '+502', '+503', '+504', '+505', '+506', '+507', '+591'],
  fr: ['+33', '+221', '+225', '+262', '+590', '+594', '+596', '+377'],
  de: ['+49', '+43', '+423'],
}
const MORE_SPANISH = ['+593', '+595', '+598']

/** In which of the word's languages to answer this number; `usual` where nothing tells. */
export function languageFor(
  number: string,
  languages: readonly KeywordLanguage[],
  usual: KeywordLanguage,
): KeywordLanguage {
  const spoken = (Object.keys(SPEAKERS) as (keyof typeof SPEAKERS)[]).find((language) =>
    [...SPEAKERS[language], ...(language === 'es' ? MORE_SPANISH : [])].some((prefix) => number.startsWith(prefix)),
  )
  if (spoken !== undefined && languages.includes(spoken)) return spoken
  const [only] = languages
  if (only !== undefined && languages.length === 1) return only
  return languages.includes(usual) ? usual : (only ?? usual)
}
