import { foldText } from './fold-text.ts'
import type { Language } from './language.ts'

/** What kind of thing would be an answer: a price, how long or when, a time of day, a size, a count of something. */
export type Wanted =
  | { readonly kind: 'money' | 'time' | 'clock' | 'measure' | 'number' | 'anything' }
  /** `what`: the word that was counted, folded. */
  | { readonly kind: 'count'; readonly what: string }

type ByLanguage = Readonly<Record<Language, RegExp>>

// Questions are folded before they are held against these.
const CLOCK: ByLanguage = {
  en: /\b(?:what|which) (?:time|hours)\b|\bhours\b|\bhow late\b|\bopen(?:ing)? (?:on|at|until|till|late|times?)\b|\bwhen (?:is|are|does|do) .{1,40} (?:open|close)\b|\bwhat times?\b/,
  pt: /\bque horas?\b|\bhorarios?\b|\b(?:abre|abrem|fecha|fecham)\b/,
  es: /\bque horas?\b|\bhorarios?\b|\b(?:abre|abren|cierra|cierran)\b/,
  fr: /\bquelle heure\b|\bhoraires?\b|\b(?:ouvre|ouvrez|ferme|fermez)\b/,
  de: /\buhrzeit\b|\boffnungszeiten\b|\b(?:wie lange|wann) .{0,30}(?:geoffnet|offen|auf)\b/,
}

const TIME: ByLanguage = {
  en: /\bhow (?:long|soon|fast|quickly)\b|\bwhen\b|\bhow many (?:days|hours|weeks|months|years|minutes)\b|\bdeadline\b|\buntil what\b|\blead time\b|\bhow often\b/,
  pt: /\bquanto tempo\b|\bquando\b|\bquant[oa]s (?:dias|horas|semanas|meses|anos|minutos)\b|\bprazos?\b|\bdemora\b|\bfrequencia\b/,
  es: /\bcuanto (?:tiempo|tarda)\b|\bcuando\b|\bcuant[oa]s (?:dias|horas|semanas|meses|anos)\b|\bplazos?\b/,
  fr: /\bcombien de (?:temps|jours|heures|semaines|mois)\b|\bquand\b|\bdelais?\b/,
  de: /\bwie lange\b|\bwann\b|\bwie ?viele? (?:tage|stunden|wochen|monate|jahre)\b|\bfrist\b/,
}

const MEASURE: ByLanguage = {
  en: /\bhow (?:tall|heavy|high|wide|deep|big|large)\b|\bweighs?\b|\bweight\b|\bheight\b|\bwidth\b|\bdiameter\b|\bdimensions?\b/,
  pt: /\bquanto (?:mede|pesa)\b|\bpesos?\b|\baltura\b|\blargura\b|\bdiametro\b|\bmedidas?\b|\bdimens|\btamanho\b/,
  es: /\bcuanto (?:mide|pesa)\b|\bpeso\b|\baltura\b|\bancho\b|\bmedidas?\b/,
  fr: /\bpoids\b|\bhauteur\b|\blargeur\b|\bdimensions?\b|\bpese\b/,
  de: /\bwie (?:schwer|hoch|breit|gross)\b|\bgewicht\b|\bhohe\b|\bbreite\b|\bmasse\b/,
}

const MONEY: ByLanguage = {
  en: /\bhow much\b(?! (?:time|of))|\bcosts?\b|\bprices?\b|\bfees?\b|\bcharges?\b|\bsalary\b|\bexpensive\b|\bwhat amount\b|\bhave to spend\b/,
  pt: /\b(?:ate )?quanto (?:custa|e|sai|fica|pago|posso pagar|vou pagar|tenho que pagar|cobra)\b|\bprecos?\b|\bcustos?\b|\bcusta\b|\btaxas?\b|\bde quanto\b/,
  es: /\bcuanto (?:cuesta|vale|es)\b|\bprecios?\b|\bcostes?\b|\bcuesta\b/,
  fr: /\bcombien (?:coute|ca|je|faut)\b|\bprix\b|\btarifs?\b|\bcoute?\b|\bfrais\b/,
  de: /\bwas kostet\b|\bwie ?viel kostet\b|\bpreise?\b|\bkosten\b|\bkostet\b/,
}

const COUNT: ByLanguage = {
  en: /\bhow many ([a-z]+)/,
  pt: /\bquant[oa]s ([a-z]+)/,
  es: /\bcuant[oa]s ([a-z]+)/,
  fr: /\bcombien (?:de |d['’])([a-z]+)/,
  de: /\bwie ?viele ([a-z]+)/,
}

const NUMBER: ByLanguage = {
  en: /\bhow (?:much|old|far)\b|\bmax(?:imum)?\b|\bminimum\b|\bpercent|\bhow few\b/,
  pt: /\bquanto\b|\bmaxim[oa]\b|\bminim[oa]\b|\bidade\b|\bporcentagem\b/,
  es: /\bcuanto\b|\bmaxim[oa]\b|\bminim[oa]\b|\bedad\b/,
  fr: /\bcombien\b|\bmaxim|\bminim|\bquel age\b/,
  de: /\bwie ?viel\b|\bwie alt\b|\bmaximal|\bmindest/,
}

/** How long something has to be is no time. */
const LENGTH = /\bhow (?:long|short) (?:must|should|can|may|does|has) .{1,60} be\b/

const MEASURED =
  /^(?:watts?|lumens?|volts?|met(?:er|re|ro)s?|km|quilometros?|kilometros?|kilos?|graus|grados|degrees?|percent|euros?|reais|dollars?|points?|pontos)$/

export function wantedBy(text: string, language: Language): Wanted {
  const folded = foldText(text)
  if (MEASURE[language].test(folded)) return { kind: 'measure' }
  if (LENGTH.test(folded)) return { kind: 'number' }
  if (TIME[language].test(folded) && !CLOCK[language].test(folded)) return { kind: 'time' }
  const what = COUNT[language].exec(folded)?.[1]
  // Units are written in short: 60 W, 800 lm.
  if (what !== undefined && MEASURED.test(what)) return { kind: 'number' }
  if (what !== undefined && !TIME[language].test(folded)) return { kind: 'count', what }
  if (CLOCK[language].test(folded)) return { kind: 'clock' }
  if (MONEY[language].test(folded)) return { kind: 'money' }
  return { kind: NUMBER[language].test(folded) ? 'number' : 'anything' }
}

const SAYS = {
  money:
    /[€$£¥%]|\bR\$|\b(?:eur|usd|brl|euros?|dollars?|reais|free|gr[aá]tis|gratuit[oa]?s?|kostenlos|gratuitement|nothing|nada)\b/i,
  clock: /\b\d{1,2}(?::|h)\d{2}\b|\b\d{1,2} ?(?:am|pm|h|uhr)\b/i,
  time: /\b\d{1,2}(?::|h)\d{2}\b|\b\d{1,2} ?(?:am|pm|h|uhr)\b|\b(?:days?|hours?|weeks?|weekly|months?|monthly|years?|yearly|minutes?|seconds?|dias?|d[ií]as?|horas?|semana[ls]?|m[eê]s|meses|mensal|anos?|a[nñ]os?|minutos?|jours?|heures?|semaines?|mois|ans?|tage?n?|stunden?|wochen?|monate?n?|jahre?n?|minuten?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo|montag|lundi|lunes|january|february|march|april|june|july|august|september|october|november|december|janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|at once|immediately|na hora|imediat\w*|sofort|when|quando|until)\b/i,
  measure: /\d ?(?:mm|cm|m|km|g|kg|l|ml|inch|in|ft|lb|metros?|metres?|meters?|mètres?|litros?|pol)\b/i,
  number: /\d/,
} as const

/** Whether a text has the kind of thing that is wanted; null where that is anything, or takes a closer look. */
export function saysWanted(text: string, wanted: Wanted): boolean | null {
  return wanted.kind === 'anything' || wanted.kind === 'count' ? null : SAYS[wanted.kind].test(text)
}
