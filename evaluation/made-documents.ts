// Any number of documents, made of the evaluation set's own sentences under made-up names, so that common words are as common
// as in real ones. The questions to ask of them are those of the tuning half.
import { splitSentences } from '../packages/server/src/domain/knowledge/index.ts'
import { readSet } from './read-set.ts'

export interface MadeDocument {
  readonly title: string
  readonly source: string
}

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi xo zu bran cler dros flim'.split(' ')

/** Makes the same documents, one after the other, every time. */
export function documentMaker(): {
  readonly makeDocument: () => MadeDocument
  readonly set: ReturnType<typeof readSet>
} {
  let state = 88172645463325252n
  const below = (n: number): number => {
    state ^= (state << 13n) & 0xffffffffffffffffn
    state ^= state >> 7n
    state ^= (state << 17n) & 0xffffffffffffffffn
    return Number(state % BigInt(n))
  }
  const name = (): string => Array.from({ length: 3 }, () => SYLLABLES[below(SYLLABLES.length)]).join('')
  const set = readSet('en')
  const sentences = [...set.documents.values()].flatMap((text) =>
    splitSentences(text.replace(/^[#|].*$/gm, '')).map(({ start, end }) =>
      text.replace(/^[#|].*$/gm, '').slice(start, end),
    ),
  )
  const sentence = (): string => `${sentences[below(sentences.length)]?.replace(/\s+/g, ' ')} ${name()} ${name()}.`
  const section = (): string =>
    `## ${name()} ${sentences[below(sentences.length)]?.split(/\s+/).slice(0, 2).join(' ')}\n\n${sentence()} ${sentence()}\n\n` +
    `${sentence()}\n\n| Name | Price |\n|---|---|\n| ${name()} | €${below(90)}.00 |\n| ${name()} | €${below(90)}.00 |\n`
  return {
    set,
    makeDocument() {
      const title = `${name()} ${name()}`
      return { title, source: `# ${title}\n\n${section()}\n${section()}` }
    },
  }
}
