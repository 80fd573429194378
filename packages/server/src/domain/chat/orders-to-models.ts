/**
 * Text that gives orders to a language model instead of saying something. The answerer has no model that could obey; but a
 * document with such a text would have us repeat it to customers, and a question made of one asks for nothing.
 */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|prior|above|earlier|your|all)\b.{0,30}\b(?:instructions?|prompts?|rules)\b/is,
  /\byou are now\b|\bact as (?:a|an|the)\b|\bpretend (?:to be|you are)\b/i,
  /\b(?:system|developer|hidden) prompt\b|\b(?:print|reveal|repeat|show)\b.{0,40}\b(?:prompt|your instructions)\b/is,
  /\b(?:ignor[ea]|esque[cç]a|desconsidere|olvida)\b.{0,30}\b(?:instru[cç]{1,2}(?:[oõ]es|[aã]o|iones|ión)|regras|reglas|ordens)\b/is,
  /\ba partir de agora (?:voc[eê]|tu) [eé]\b|\bvoc[eê] agora [eé]\b|\ba partir de ahora eres\b|\bahora eres\b|\baja como\b/i,
  /\b(?:prompt|instru[cç][oõ]es) (?:do|de|del) sistema?\b|\bfinja (?:que|ser)\b/i,
  /\b(?:ignore[zr]?|oublie[zr]?)\b.{0,30}\b(?:instructions|consignes|règles)\b|\btu es (?:maintenant|désormais)\b|\binvite système\b/is,
  /\b(?:ignorier|vergiss|missachte)\w*.{0,40}\b(?:anweisung|regel|vorgabe)\w*|\bdu bist (?:jetzt|nun|ab jetzt)\b|\bsystem-?prompt\b/is,
]

/** As much of a text as is looked at, at its beginning. */
const LOOK = 4000

export function givesOrders(text: string): boolean {
  const read = text.slice(0, LOOK)
  return ORDERS.some((order) => order.test(read))
}
