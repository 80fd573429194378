import { analyseText, foldText, type Language, languages, tokenise } from '../knowledge/index.ts'

/**
 * What of a statement may not be other than its quote says: numbers, times, prices, codes and addresses, units of time, days
 * and months, and that something costs nothing. Numbers in words count as numbers; one is left out, for it is an article, too.
 */
export function factsOf(text: string, language: Language): Set<string> {
  const facts = new Set<string>()
  const words = wordsOf[language]
  for (const { text: word, kind, part } of tokenise(text)) {
    const fact = kind === 'word' ? words.get(word) : word
    // 9 am, 9h and 9:00 are told by their hour as well.
    if (fact !== undefined && (!part || kind === 'number')) facts.add(fact)
  }
  for (const [fact, sign] of SIGNS) if (sign.test(text)) facts.add(fact)
  return facts
}

/** The facts that a sentence states and its quote does not. */
export function strangeFacts(sentence: string, language: Language, allowed: ReadonlySet<string>): string[] {
  const whole = new Set<string>()
  for (const { text: word, kind, part } of tokenise(sentence)) {
    if (part) continue
    const hour = /^(\d{1,2})(?:h|am|pm|uhr)$/.exec(word)?.[1]
    if (hour !== undefined) whole.add(String(Number(hour)))
    else if (kind !== 'word') whole.add(word)
  }
  const signs = SIGNS.flatMap(([fact, sign]) => (sign.test(sentence) ? [fact] : []))
  const words = wordsOf[language]
  const said = tokenise(sentence).flatMap(({ text: word, kind }) => (kind === 'word' ? (words.get(word) ?? []) : []))
  return [...whole, ...signs, ...said].filter((fact) => !allowed.has(fact))
}

export function isNegative(text: string, language: Language): boolean {
  const folded = foldText(text).replaceAll('’', "'")
  return NEGATIONS[language].test(folded)
}

/** A number or an address that is the quote's tells more than a word that is. */
const TELLING = 2

/** The share of what a sentence names that its quote, or what stands around the quote, names as well; 1: names nothing. */
export function namedShare(sentence: string, around: string, language: Language): number {
  const known = new Set(analyseText(around, language).map(({ term }) => term))
  let [met, total] = [0, 0]
  for (const { term, wordClass, token } of analyseText(sentence, language)) {
    if (wordClass !== 'informative' || token.part) continue
    const weight = token.kind === 'word' ? 1 : TELLING
    total += weight
    if (known.has(term)) met += weight
  }
  return total === 0 ? 1 : met / total
}

const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['%', /%|\bper ?cent\b|\bpor cento\b|\bpor ciento\b|\bpour cent\b|\bprozent\b/i],
  ['€', /€|\beur(?:os?)?\b/i],
  ['R$', /R\$|\b(?:reais|real brasileiro|brl)\b/i],
  ['$', /(?<!R)\$|\b(?:usd|dollars?|d[oó]lar(?:es)?)\b/i],
  ['£', /£|\b(?:gbp|pounds?)\b/i],
]

const NEGATIONS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:no|not|never|cannot|none|nor|neither|nothing|nobody|without|unable|except|excluding|excluded|non)\b|n't\b/,
  pt: /\b(?:nao|nunca|nem|sem|nenhum|nenhuma|jamais|nada|ninguem|exceto|salvo)\b/,
  es: /\b(?:no|nunca|ni|sin|ningun|ninguna|ninguno|jamas|nada|nadie|tampoco|excepto|salvo)\b/,
  fr: /\b(?:ne|pas|jamais|sans|aucun|aucune|ni|rien|non|sauf|hors)\b|\bn'/,
  de: /\b(?:nicht|kein|keine|keinen|keinem|keiner|keines|nie|niemals|ohne|nichts|niemand|weder|nein|ausser|ausgenommen)\b/,
}

/** From two on, in order; tens, hundred and thousand by their number. */
const NUMBERS: Readonly<Record<Language, string>> = {
  en: 'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty 30:thirty 40:forty 50:fifty 60:sixty 70:seventy 80:eighty 90:ninety 100:hundred 1000:thousand 2:both 2:twice 2:double',
  pt: 'dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte 2:duas 14:catorze 30:trinta 40:quarenta 50:cinquenta 60:sessenta 70:setenta 80:oitenta 90:noventa 100:cem 1000:mil 2:dobro',
  es: 'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte 30:treinta 40:cuarenta 50:cincuenta 60:sesenta 70:setenta 80:ochenta 90:noventa 100:cien 1000:mil 2:doble',
  fr: 'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf vingt 30:trente 40:quarante 50:cinquante 60:soixante 100:cent 1000:mille 2:double',
  de: 'zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig 30:dreissig 40:vierzig 50:funfzig 60:sechzig 70:siebzig 80:achtzig 90:neunzig 100:hundert 1000:tausend 2:doppelt',
}

/** In the order of en, pt, es, fr, de; a comma between forms. */
const WORDS: readonly (readonly [string, ...string[]])[] = [
  ['minute', 'minute,minutes', 'minuto,minutos', 'minuto,minutos', 'minute,minutes', 'minute,minuten'],
  ['hour', 'hour,hours', 'hora,horas', 'hora,horas', 'heure,heures', 'stunde,stunden'],
  ['day', 'day,days', 'dia,dias', 'dia,dias', 'jour,jours', 'tag,tage,tagen,werktag,werktage,werktagen'],
  ['week', 'week,weeks', 'semana,semanas', 'semana,semanas', 'semaine,semaines', 'woche,wochen'],
  ['month', 'month,months', 'mes,meses', 'mes,meses', 'mois', 'monat,monate,monaten'],
  ['year', 'year,years', 'ano,anos', 'ano,anos', 'an,ans,annee,annees', 'jahr,jahre,jahren'],
  ['monday', 'monday,mondays', 'segunda,segundafeira', 'lunes', 'lundi,lundis', 'montag,montags'],
  ['tuesday', 'tuesday,tuesdays', 'terca,tercafeira', 'martes', 'mardi,mardis', 'dienstag,dienstags'],
  ['wednesday', 'wednesday,wednesdays', 'quartafeira', 'miercoles', 'mercredi,mercredis', 'mittwoch,mittwochs'],
  ['thursday', 'thursday,thursdays', 'quintafeira', 'jueves', 'jeudi,jeudis', 'donnerstag,donnerstags'],
  ['friday', 'friday,fridays', 'sexta,sextafeira', 'viernes', 'vendredi,vendredis', 'freitag,freitags'],
  [
    'saturday',
    'saturday,saturdays',
    'sabado,sabados',
    'sabado,sabados',
    'samedi,samedis',
    'samstag,samstags,sonnabend',
  ],
  ['sunday', 'sunday,sundays', 'domingo,domingos', 'domingo,domingos', 'dimanche,dimanches', 'sonntag,sonntags'],
  ['january', 'january', 'janeiro', 'enero', 'janvier', 'januar'],
  ['february', 'february', 'fevereiro', 'febrero', 'fevrier', 'februar'],
  ['march', 'march', 'marco', 'marzo', 'mars', 'marz'],
  ['april', 'april', 'abril', 'abril', 'avril', 'april'],
  ['june', 'june', 'junho', 'junio', 'juin', 'juni'],
  ['july', 'july', 'julho', 'julio', 'juillet', 'juli'],
  ['august', 'august', 'agosto', 'agosto', 'aout', 'august'],
  ['september', 'september', 'setembro', 'septiembre', 'septembre', 'september'],
  ['october', 'october', 'outubro', 'octubre', 'octobre', 'oktober'],
  ['november', 'november', 'novembro', 'noviembre', 'novembre', 'november'],
  ['december', 'december', 'dezembro', 'diciembre', 'decembre', 'dezember'],
  [
    'free',
    'free,gratis',
    'gratis,gratuito,gratuita,gratuitos,gratuitas',
    'gratis,gratuito,gratuita,gratuitos,gratuitas',
    'gratuit,gratuite,gratuits,gratuites,gratuitement',
    'kostenlos,kostenlose,kostenloser,kostenfrei,gratis,umsonst',
  ],
]

const wordsOf = Object.fromEntries(
  languages.map((language, at) => {
    const words = new Map<string, string>()
    NUMBERS[language].split(' ').forEach((each, place) => {
      const [value, word] = each.includes(':') ? (each.split(':') as [string, string]) : [String(place + 2), each]
      words.set(word, value)
    })
    for (const [fact, ...forms] of WORDS) for (const word of forms[at]?.split(',') ?? []) words.set(word, fact)
    return [language, words]
  }),
) as Record<Language, Map<string, string>>
