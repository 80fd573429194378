/** WhatsApp's names: `5511999999999:12@s.whatsapp.net` is a device of a number, `…@lid` somebody whose number is hidden. */

const PERSON = '@s.whatsapp.net'
const HIDDEN = '@lid'

/** The number in E.164 form; null: the name has none. */
export function phoneOf(jid: string | null | undefined): string | null {
  const digits = jid?.endsWith(PERSON) ? /^\d{5,20}(?=[:@])/.exec(jid)?.[0] : undefined
  return digits === undefined ? null : `+${digits}`
}

export function jidOf(phone: string): string {
  return phone.replace(/^\+/, '') + PERSON
}

export function isHidden(jid: string): boolean {
  return jid.endsWith(HIDDEN)
}

/** Whether it names one person, as opposed to a group, a broadcast list or a channel. */
export function isPerson(jid: string): boolean {
  return jid.endsWith(PERSON) || isHidden(jid)
}
