/** The languages whose words are stemmed and whose stop words are known, and in which the answerer speaks. */
export const languages = ['en', 'pt', 'es', 'fr', 'de'] as const

export type Language = (typeof languages)[number]

/** The language of a tag as callers write it (`pt`, `pt-BR`, `EN_us`; BCP 47); null for those that are not known. */
export function languageOf(tag: string): Language | null {
  const primary = tag.trim().toLowerCase().split(/[-_]/, 1)[0]
  return languages.find((language) => language === primary) ?? null
}
