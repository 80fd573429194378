import { foldText } from './fold-text.ts'
import type { Language } from './language.ts'

/** What kind of thing would be an answer: a price, how long or when, a time of day, a day, a size, a count of something … */
export const wantedKinds = [
  'money',
  'time',
  'clock',
  'day',
  'measure',
  'number',
  'count',
  'phone',
  'email',
  'place',
  'person',
] as const

export type Wanted =
  | { readonly kind: Exclude<(typeof wantedKinds)[number], 'count'> | 'anything' }
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
  en: /\bhow much\b(?! (?:time|of))|\bcosts?\b|\bprices?\b|\bfees?\b|\bcharges?\b|\bsalary\b|\bexpensive\b|\bwhat amount\b|\bhave to spend\b|\bwhat (?:do|would|will) (?:i|we|you) (?:pay|owe|charge|take)\b|\bwhat discount\b|\bsurcharge\b|\bdeposit\b/,
  pt: /\b(?:ate )?quanto (?:custa|e|sai|fica|pago|paga|posso pagar|vou pagar|tenho que pagar|cobra\w*|voces cobram)\b|\bprecos?\b|\bcustos?\b|\bcusta\w*\b|\btaxas?\b|\bde quanto\b|\bqual (?:e )?o valor\b|\bvalor (?:d[aeo]s?|pra|para|minimo)\b|\bmensalidades?\b|\bmultas?\b|\bdescontos?\b/,
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

const DAY: ByLanguage = {
  en: /\b(?:what|which) (?:days?|weekdays?)\b/,
  pt: /\b(?:que|quais|qual) (?:os )?dias?\b/,
  es: /\b(?:que|cuales) dias?\b/,
  fr: /\bquels? jours?\b/,
  de: /\b(?:welchen?|welchem|an welchen) tage?n?\b/,
}

const PHONE: ByLanguage = {
  en: /\b(?:phone|telephone|mobile|cell|fax|your|contact) (?:number|no)\b|\bwhat number\b|\bnumber (?:of|for|can i|to call)\b/,
  pt: /\b(?:qual|numero d[eo]|me passa o) (?:e )?(?:o )?(?:telefone|celular|whats\w*|zap|fone)\b|\btelefone (?:de|do|da|fixo)\b|\bnumero (?:de|do) (?:telefone|whats\w*)\b/,
  es: /\b(?:numero|cual es el) (?:de )?telefono\b|\btelefono de\b/,
  fr: /\bnumero de (?:telephone|tel)\b|\bquel numero\b/,
  de: /\b(?:telefonnummer|rufnummer|handynummer|faxnummer)\b|\bwelche nummer\b/,
}

const EMAIL: ByLanguage = {
  en: /\be ?-?mail (?:address|of|for)\b|\bmail address\b|\bwhich e-?mail\b/,
  pt: /\b(?:qual|qual e) o e-?mail\b|\bendereco de e-?mail\b|\be-?mail (?:de|do|da|para)\b/,
  es: /\b(?:cual es el|direccion de) (?:correo|e-?mail)\b/,
  fr: /\badresse (?:e-?mail|mail|courriel)\b/,
  de: /\b(?:e-?mail|mail)-? ?adresse\b/,
}

const PLACE: ByLanguage = {
  en: /\bwhere (?:are you|is your|is the|exactly|are your)\b|\baddress\b|\blocated\b/,
  pt: /\bonde (?:fica|ficam|voces|estao|e a|e o)\b|\bendereco\b|\blocalizacao\b/,
  es: /\bdonde (?:esta|estan|queda)\b|\bdireccion\b/,
  fr: /\bou (?:etes|est|se trouve|sont)\b|\badresse\b/,
  de: /\bwo (?:seid|ist|sind|liegt|befindet)\b|\badresse\b|\banschrift\b/,
}

const PERSON: ByLanguage = {
  en: /\bwho (?:is|are|was|owns|runs|founded|teaches|leads)\b|\bwho['’]s\b|\bname of\b|\b(?:her|his|whats the|what['’]s the) name\b/,
  pt: /\bquem (?:e|sao|foi|da|fundou)\b|\bnome (?:do|da|de)\b|\bsobrenome\b/,
  es: /\bquien(?:es)? (?:es|son|fue)\b|\bnombre (?:de|del)\b/,
  fr: /\bqui (?:est|sont)\b|\bnom (?:de|du)\b/,
  de: /\bwer (?:ist|sind|war|leitet)\b|\bname (?:der|des|von)\b/,
}

/** How long something has to be is no time. */
const LENGTH = /\bhow (?:long|short) (?:must|should|can|may|does|has) .{1,60} be\b/

const MEASURED =
  /^(?:watts?|lumens?|volts?|met(?:er|re|ro)s?|km|quilometros?|kilometros?|kilos?|graus|grados|degrees?|percent|euros?|reais|dollars?|points?|pontos)$/

export function wantedBy(text: string, language: Language): Wanted {
  const folded = foldText(text)
  if (PHONE[language].test(folded)) return { kind: 'phone' }
  if (EMAIL[language].test(folded)) return { kind: 'email' }
  if (PERSON[language].test(folded)) return { kind: 'person' }
  if (DAY[language].test(folded)) return { kind: 'day' }
  if (MEASURE[language].test(folded)) return { kind: 'measure' }
  if (LENGTH.test(folded)) return { kind: 'number' }
  if (TIME[language].test(folded) && !CLOCK[language].test(folded)) return { kind: 'time' }
  const what = COUNT[language].exec(folded)?.[1]
  // Units are written in short: 60 W, 800 lm.
  if (what !== undefined && MEASURED.test(what)) return { kind: 'number' }
  if (what !== undefined && !TIME[language].test(folded)) return { kind: 'count', what }
  if (CLOCK[language].test(folded)) return { kind: 'clock' }
  if (MONEY[language].test(folded)) return { kind: 'money' }
  if (PLACE[language].test(folded)) return { kind: 'place' }
  return { kind: NUMBER[language].test(folded) ? 'number' : 'anything' }
}

/** Words that ask for a kind of thing: where that is said, they are answered. Folded, beginnings of words. */
const TYPE_WORDS: Readonly<Partial<Record<Wanted['kind'], RegExp>>> = {
  money:
    /^(?:cost|price|charg|fee|pay|paid|owe|rate|expensive|fare|cust|preco|valor|tarifa|taxa|cobra|pag|sai|fica|sair|cuest|precio|coste|cout|prix|tarif|frais|payer|kost|preis|gebuhr|zahl|bezahl|spend|much)/,
  time: /^(?:last|take|long|durat|time|dura|leva|demora|tempo|prazo|tard|dure|delai|dauer|lang|frist|wait|esper|attend|wart|soon|fast|deadline|valid)/,
  clock:
    /^(?:open|close|hour|time|start|begin|shut|abr|fech|hora|comec|funciona|atend|inici|cierra|horari|ouvr|ferm|heure|commenc|offn|geoffnet|offen|schliess|uhr|beginn)/,
  day: /^(?:day|dia|jour|tag)/,
  measure:
    /^(?:tall|heavy|high|wide|deep|big|large|weigh|height|width|size|dimension|mede|pes|altur|largur|tamanho|medida|alto|mide|grand|haut|larg|gross|hoch|breit|schwer|gewicht)/,
  number:
    /^(?:much|many|number|maxim|minim|old|age|far|percent|quant|idade|anos|cuant|edad|nombre|combien|anzahl|viel|alt)/,
  phone: /^(?:phone|telephone|number|call|ring|telefon|numero|fone|ligar|whats|llamar|appel|nummer|anruf)/,
  email: /^(?:e-?mail|mail|address|endereco|correo|direccion|courriel|adresse)/,
  place: /^(?:address|locat|find|endereco|local|fica|direccion|ubica|adresse|trouve|anschrift|lieg)/,
  person: /^(?:name|called|nome|chama|nombre|llama|nom|appelle|heiss)/,
}

export function isTypeWord(folded: string, { kind }: Wanted): boolean {
  return TYPE_WORDS[kind]?.test(folded) ?? false
}

const SAYS = {
  money:
    /[€$£¥%]|\bR\$|\b(?:eur|usd|brl|euros?|dollars?|reais|free|gr[aá]tis|gratuit[oa]?s?|kostenlos|gratuitement|nothing|nada)\b/i,
  clock: /\b\d{1,2}(?::|h)\d{2}\b|\b\d{1,2} ?(?:am|pm|h|uhr)\b/i,
  time: /\b\d{1,2}(?::|h)\d{2}\b|\b\d{1,2} ?(?:am|pm|h|uhr)\b|\b(?:days?|hours?|weeks?|weekly|months?|monthly|years?|yearly|minutes?|seconds?|dias?|d[ií]as?|horas?|semana[ls]?|m[eê]s|meses|mensal|anos?|a[nñ]os?|minutos?|jours?|heures?|semaines?|mois|ans?|tage?n?|stunden?|wochen?|monate?n?|jahre?n?|minuten?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|segunda|ter[cç]a|quarta|quinta|sexta|s[aá]bado|domingo|montag|lundi|lunes|january|february|march|april|june|july|august|september|october|november|december|janeiro|fevereiro|mar[cç]o|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|at once|immediately|na hora|imediat\w*|sofort|when|quando|until)\b/i,
  measure: /\d ?(?:mm|cm|m|km|g|kg|l|ml|inch|in|ft|lb|metros?|metres?|meters?|mètres?|litros?|pol)\b/i,
  number: /\d/,
  day: /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|daily|every day|weekends?|weekdays?|segundas?|ter[cç]as?|quartas?|quintas?|sextas?|s[aá]bados?|domingos?|todos os dias|lunes|martes|mi[eé]rcoles|jueves|viernes|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|tous les jours|montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|t[aä]glich)\b/i,
  phone: /\d[\d\s()/.-]{5,}\d/,
  email: /\S@\S/,
  place:
    /\b(?:street|road|lane|square|avenue|rua|avenida|travessa|pra[cç]a|calle|plaza|rue|place|stra(?:ß|ss)e|platz|at|in|em|na|no|en|à|au|im|am|floor|andar)\b.*\p{Lu}|\p{Lu}\p{Ll}+.*\d/u,
  person:
    /\b(?:dr|dra|mr|mrs|ms|prof|doutora?|professora?|frau|herr|madame|monsieur|señora?)\.? \p{Lu}|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|\| *\p{Lu}\p{Ll}+ *\|/u,
} as const

/** Whether a text has the kind of thing that is wanted; null where that is anything, or takes a closer look. */
export function saysWanted(text: string, wanted: Wanted): boolean | null {
  return wanted.kind === 'anything' || wanted.kind === 'count' ? null : SAYS[wanted.kind].test(text)
}
