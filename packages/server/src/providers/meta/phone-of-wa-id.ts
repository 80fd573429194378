/**
 * The number, in E.164 form, behind a `wa_id`. They are the same but for two countries whose numbers changed after people had
 * registered: Brazil's mobile numbers got a 9 after the area code, and Mexico's lost the 1 after the country code. Without
 * this, who answers would be another contact than who was written to. What is no number (people with a user name may keep
 * theirs to themselves) stays as it is.
 */
export function phoneOfWaId(waId: string): string {
  const digits = waId.replace(/^\+/, '')
  if (!/^\d+$/.test(digits)) return waId
  const brazilian = /^55([1-9][0-9])([6-9][0-9]{7})$/.exec(digits)
  if (brazilian) return `+55${brazilian[1] ?? ''}9${brazilian[2] ?? ''}`
  const mexican = /^521([0-9]{10})$/.exec(digits)
  return mexican ? `+52${mexican[1] ?? ''}` : `+${digits}`
}
