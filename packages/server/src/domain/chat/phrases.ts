import type { Language } from '../knowledge/index.ts'

interface Phrases {
  /** Nothing supports an answer. Says nothing of what was asked. */
  readonly declined: string
  /** After an answer to the other parts of a question. */
  readonly unknownPart: (asked: string) => string
  /** Before a quote in another language, which it names. */
  readonly inLanguage: Readonly<Record<Language, string>>
}

/** What the answerer says itself. Everything else is the documents'. */
export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    declined:
      'I’m sorry, I don’t have that information. You are welcome to ask in other words, or to contact our team.',
    unknownPart: (asked) => `I don’t have information on this part: “${asked}”`,
    inLanguage: {
      en: 'Our documents say (in English):',
      pt: 'Our documents say (in Portuguese):',
      es: 'Our documents say (in Spanish):',
      fr: 'Our documents say (in French):',
      de: 'Our documents say (in German):',
    },
  },
  pt: {
    declined:
      'Desculpe, não tenho essa informação. Você pode perguntar com outras palavras ou falar com a nossa equipe.',
    unknownPart: (asked) => `Sobre esta parte não tenho informação: “${asked}”`,
    inLanguage: {
      en: 'Nossos documentos dizem (em inglês):',
      pt: 'Nossos documentos dizem (em português):',
      es: 'Nossos documentos dizem (em espanhol):',
      fr: 'Nossos documentos dizem (em francês):',
      de: 'Nossos documentos dizem (em alemão):',
    },
  },
  es: {
    declined:
      'Lo siento, no tengo esa información. Puede preguntarlo con otras palabras o contactar con nuestro equipo.',
    unknownPart: (asked) => `Sobre esta parte no tengo información: «${asked}»`,
    inLanguage: {
      en: 'Nuestros documentos dicen (en inglés):',
      pt: 'Nuestros documentos dicen (en portugués):',
      es: 'Nuestros documentos dicen (en español):',
      fr: 'Nuestros documentos dicen (en francés):',
      de: 'Nuestros documentos dicen (en alemán):',
    },
  },
  fr: {
    declined: 'Désolé, je n’ai pas cette information. Vous pouvez reformuler votre question ou contacter notre équipe.',
    unknownPart: (asked) => `Sur ce point je n’ai pas d’information : « ${asked} »`,
    inLanguage: {
      en: 'Nos documents disent (en anglais) :',
      pt: 'Nos documents disent (en portugais) :',
      es: 'Nos documents disent (en espagnol) :',
      fr: 'Nos documents disent (en français) :',
      de: 'Nos documents disent (en allemand) :',
    },
  },
  de: {
    declined: 'Das weiß ich leider nicht. Fragen Sie gern mit anderen Worten, oder wenden Sie sich an unser Team.',
    unknownPart: (asked) => `Dazu weiß ich leider nichts: „${asked}“`,
    inLanguage: {
      en: 'In unseren Unterlagen steht (auf Englisch):',
      pt: 'In unseren Unterlagen steht (auf Portugiesisch):',
      es: 'In unseren Unterlagen steht (auf Spanisch):',
      fr: 'In unseren Unterlagen steht (auf Französisch):',
      de: 'In unseren Unterlagen steht (auf Deutsch):',
    },
  },
}
