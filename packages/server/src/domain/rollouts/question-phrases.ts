import type { Language } from '../knowledge/index.ts'

/** A statement of the form "subject verb …", and what is asked for its subject. */
interface Statement {
  /** The verbs, as they stand in a text. */
  readonly verbs: readonly string[]
  /** What has to come next, folded; of a verb that leads to many things ("is not offered" says not what something is). */
  readonly before?: RegExp
  readonly asked: (subject: string) => string
}

interface Phrases {
  readonly statements: readonly Statement[]
  /** Of a row of a table: what its column says of what stands first in it. */
  readonly cell: (first: string, column: string) => string
  /** Of what stands under a heading. */
  readonly topic: (heading: string) => string
  /** Beginnings that stand for something said before: nothing is asked of them. */
  readonly pointing: readonly string[]
}

/** How what something is begins: an article, a number, a price. */
const A_THING = {
  en: /^(a|an|the|our|your|one|[€$£]?\d[\d.,]*)\b/,
  pt: /^(um|uma|o|a|os|as|de|do|da|nosso|nossa|r\$|\d)\b/,
  es: /^(un|una|el|la|los|las|de|nuestro|nuestra|\d)\b/,
  fr: /^(un|une|le|la|les|de|du|notre|nos|\d)\b/,
  de: /^(ein|eine|einen|der|die|das|unser|unsere|\d)\b/,
} as const

/** How smoke questions are asked, in forms that need no gender or case of what is asked for. */
export const questionPhrases: Readonly<Record<Language, Phrases>> = {
  en: {
    statements: [
      { verbs: ['costs'], asked: (subject) => `How much does ${subject} cost?` },
      { verbs: ['cost'], asked: (subject) => `How much do ${subject} cost?` },
      { verbs: ['takes'], asked: (subject) => `How long does ${subject} take?` },
      { verbs: ['means'], asked: (subject) => `What does ${subject} mean?` },
      { verbs: ['is'], before: A_THING.en, asked: (subject) => `What is ${subject}?` },
      { verbs: ['are'], before: A_THING.en, asked: (subject) => `What are ${subject}?` },
    ],
    cell: (first, column) => `What is the ${column} for ${first}?`,
    topic: (heading) => `What about ${heading}?`,
    pointing: words(
      'it its this that these those there they them we you your he she his her our if when who what which here',
    ),
  },
  pt: {
    statements: [
      { verbs: ['custa'], asked: (subject) => `Quanto custa ${subject}?` },
      { verbs: ['custam'], asked: (subject) => `Quanto custam ${subject}?` },
      { verbs: ['leva', 'demora'], asked: (subject) => `Quanto tempo leva ${subject}?` },
      { verbs: ['significa'], asked: (subject) => `O que significa ${subject}?` },
      { verbs: ['é'], before: A_THING.pt, asked: (subject) => `O que é ${subject}?` },
      { verbs: ['são'], before: A_THING.pt, asked: (subject) => `O que são ${subject}?` },
    ],
    cell: (first, column) => `${column} para ${first}?`,
    topic: (heading) => `Como funciona ${heading}?`,
    pointing: words(
      'isso isto aquilo ele ela eles elas este esta estes estas esse essa esses essas você vocês nós se quando quem aqui seu sua nosso nossa não',
    ),
  },
  es: {
    statements: [
      { verbs: ['cuesta'], asked: (subject) => `¿Cuánto cuesta ${subject}?` },
      { verbs: ['cuestan'], asked: (subject) => `¿Cuánto cuestan ${subject}?` },
      { verbs: ['tarda'], asked: (subject) => `¿Cuánto tarda ${subject}?` },
      { verbs: ['significa'], asked: (subject) => `¿Qué significa ${subject}?` },
      { verbs: ['es'], before: A_THING.es, asked: (subject) => `¿Qué es ${subject}?` },
      { verbs: ['son'], before: A_THING.es, asked: (subject) => `¿Qué son ${subject}?` },
    ],
    cell: (first, column) => `¿${column} para ${first}?`,
    topic: (heading) => `¿Cómo funciona ${heading}?`,
    pointing: words(
      'esto eso aquello este esta estos estas ese esa él ella ellos ellas usted nosotros si cuando quien aquí su no',
    ),
  },
  fr: {
    statements: [
      { verbs: ['coûte'], asked: (subject) => `Combien coûte ${subject} ?` },
      { verbs: ['coûtent'], asked: (subject) => `Combien coûtent ${subject} ?` },
      { verbs: ['signifie'], asked: (subject) => `Que signifie ${subject} ?` },
      { verbs: ['dure'], asked: (subject) => `Combien de temps dure ${subject} ?` },
      { verbs: ['est'], before: A_THING.fr, asked: (subject) => `Qu’est-ce que ${subject} ?` },
      { verbs: ['sont'], before: A_THING.fr, asked: (subject) => `Que sont ${subject} ?` },
    ],
    cell: (first, column) => `${column} pour ${first} ?`,
    topic: (heading) => `Comment fonctionne ${heading} ?`,
    pointing: words(
      'il elle ils elles ce ceci cela ça cette ces cet vous nous on si quand qui ici votre notre son sa ne',
    ),
  },
  de: {
    statements: [
      { verbs: ['kostet'], asked: (subject) => `Was kostet ${subject}?` },
      { verbs: ['kosten'], asked: (subject) => `Was kosten ${subject}?` },
      { verbs: ['dauert'], asked: (subject) => `Wie lange dauert ${subject}?` },
      { verbs: ['bedeutet'], asked: (subject) => `Was bedeutet ${subject}?` },
      { verbs: ['ist'], before: A_THING.de, asked: (subject) => `Was ist ${subject}?` },
      { verbs: ['sind'], before: A_THING.de, asked: (subject) => `Was sind ${subject}?` },
    ],
    cell: (first, column) => `Was gilt für ${first}: ${column}?`,
    topic: (heading) => `Was gilt für ${heading}?`,
    pointing: words('es das dies diese dieser dieses sie er wir ihr hier wenn wer was dort ihre unsere man'),
  },
}

function words(list: string): string[] {
  return list.split(' ')
}
