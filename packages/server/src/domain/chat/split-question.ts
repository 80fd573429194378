import { foldText, type Language, splitSentences } from '../knowledge/index.ts'

/** A word that joins, before one that begins a question of its own. Held against folded text. */
const JOINTS: Readonly<Record<Language, RegExp>> = {
  en: /,? (?:and|or|also) (?=(?:also )?(?:are|is|do|does|did|can|could|will|would|may|how|what|when|where|which|who|why)\b)/g,
  pt: /,? (?:e|ou) (?=(?:tambem )?(?:quanto|quanta|quantos|quantas|qual|quais|como|onde|quando|quem|posso|podem|tem|voces|aceitam|fazem)\b)/g,
  es: /,? (?:y|o) (?=(?:tambien )?(?:cuanto|cuanta|cuantos|cuantas|cual|cuales|como|donde|cuando|quien|puedo|pueden|hay|tienen|aceptan)\b)/g,
  fr: /,? (?:et|ou) (?=(?:aussi )?(?:combien|quel|quelle|quels|quelles|comment|ou|quand|qui|puis-je|peut-on|est-ce|avez-vous|acceptez-vous)\b)/g,
  de: /,? (?:und|oder) (?=(?:auch )?(?:was|wann|wo|wer|welche|welcher|welches|wie|kann|konnen|gibt|ist|sind|haben|nehmen|darf)\b)/g,
}

/** Questions of more parts are no questions; and each part costs a search. */
const MOST_PARTS = 4
const MOST_READ = 1500

/** The questions that one message asks; one part where it is a single question. Said whole, they are the message. */
export function splitQuestion(text: string, language: Language): string[] {
  const read = text.slice(0, MOST_READ)
  const asking = splitSentences(read)
    .map(({ start, end }) => read.slice(start, end))
    .filter((sentence) => sentence.endsWith('?'))
  const parts = (asking.length > 1 ? asking : [read]).flatMap((sentence) => splitAtJoints(sentence, language))
  return parts.slice(0, MOST_PARTS)
}

function splitAtJoints(sentence: string, language: Language): string[] {
  // Where folding changes the length places would be wrong: then letter by letter.
  const folded = Array.from(
    { length: sentence.length },
    (_, at) => foldText(sentence[at] ?? '').slice(0, 1) || ' ',
  ).join('')
  const parts: string[] = []
  let from = 0
  for (const { index, 0: joint } of folded.matchAll(JOINTS[language])) {
    parts.push(sentence.slice(from, index))
    from = index + joint.length
  }
  parts.push(sentence.slice(from))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
