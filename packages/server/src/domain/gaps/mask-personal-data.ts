const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu
const ADDRESS = /\bhttps?:\/\/[^\s<>"']{1,500}/gi
/** Dates and times say nothing of anybody, and are as long as numbers that do. */
const HARMLESS = /\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}[:h]\d{2})\b/g
const PHONE = /(?<![\p{L}\p{N}])\+?\(?\d[\d ()./-]{5,22}\d(?![\p{L}\p{N}])/gu
/** Figures, and letters with figures: order numbers, cards, tax numbers, IBANs. */
const CODE = /(?<![\p{L}\p{N}])#?[\p{L}\p{N}]{1,40}(?:[-_./][\p{L}\p{N}]{1,40}){0,6}(?![\p{L}\p{N}])/gu
const ORDER =
  /\b(orders?|invoices?|tickets?|pedidos?|encomendas?|fatura|nota|factura|commandes?|bestellung|rechnung)((?: (?:no\.?|n[ºo°]\.?|number|numero|número|num\.?|nr\.?|nummer))?[ :#]{1,3})(?=[\p{L}\p{N}-]{0,20}\d)[\p{L}\p{N}-]{1,30}/giu
const NAME =
  /\b(my name is|meu nome é|meu nome e|me chamo|o meu nome é|me llamo|mi nombre es|je m['’]appelle|mon nom est|ich hei(?:ß|ss)e|mein name ist)((?: [\p{L}'’-]{1,40}){1,4})/giu

/** As few figures as make a number that may name somebody. */
const MANY_FIGURES = 5
const PHONE_FIGURES = 7

/**
 * The text with what may name a person in words of ours: e-mail and web addresses, phone numbers, numbers of orders and the
 * like, and the name that somebody gives as their own. Errs on the side of masking.
 */
export function maskPersonalData(text: string): string {
  const kept: string[] = []
  // A private-use character stands for what is put back at the end, so that no other rule sees it.
  const keep = (found: string): string => `\ue000${String.fromCharCode(0xe100 + kept.push(found) - 1)}`
  return text
    .replace(/[\ue000-\uf8ff]/g, ' ')
    .replace(EMAIL, '[email]')
    .replace(ADDRESS, '[link]')
    .replace(NAME, (_, intro: string, words: string) => `${intro} ${withoutName(words)}`)
    .replace(
      ORDER,
      (_, what: string, joint: string) => `${what}${joint.trimEnd() === '' ? ' ' : `${joint.trimEnd()} `}[number]`,
    )
    .replace(HARMLESS, (found) => (kept.length < 500 ? keep(found) : found))
    .replace(PHONE, (found) => (figuresIn(found) >= PHONE_FIGURES ? '[phone]' : found))
    .replace(CODE, (found) => (figuresIn(found) >= MANY_FIGURES ? '[number]' : found))
    .replace(/\ue000([\ue100-\uf8ff])/g, (_, mark: string) => kept[mark.charCodeAt(0) - 0xe100] ?? '')
}

const MASKS = /\[(?:email|link|name|number|phone)\]/g

/** A masked text without what stands for what was masked: nobody asked that. */
export function withoutMasks(masked: string): string {
  return masked.replace(MASKS, ' ')
}

export function hasMasks(text: string): boolean {
  return withoutMasks(text) !== text
}

function figuresIn(text: string): number {
  return text.replace(/\P{N}/gu, '').length
}

/** Of the words after "my name is": those that begin with a capital, or else the first, are the name. */
function withoutName(words: string): string {
  const [, ...all] = words.split(' ')
  const end = all.findIndex((word) => !/^\p{Lu}/u.test(word))
  const length = Math.max(1, end < 0 ? all.length : end)
  return ['[name]', ...all.slice(length)].join(' ')
}
