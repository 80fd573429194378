/**
 * What the found records are worth, read as a receiving mail server reads them: RFC 6376 (DKIM), 7208 (SPF) and 7489
 * (DMARC). Pure, so that every rule can be read and tested here.
 */
export type Judgement =
  | { readonly verdict: 'right' }
  /** Nothing of the kind stands there: not published yet, or taken away. */
  | { readonly verdict: 'missing'; readonly problem: string }
  /** Something stands there, and receivers would not be satisfied with it. */
  | { readonly verdict: 'wrong'; readonly problem: string }

const RIGHT: Judgement = { verdict: 'right' }
const missing = (problem: string): Judgement => ({ verdict: 'missing', problem })
const wrong = (problem: string): Judgement => ({ verdict: 'wrong', problem })

export function judgeDkim(found: readonly string[], publicKey: string): Judgement {
  const [record, ...others] = found
  if (record === undefined) return missing('there is no TXT record at this name')
  if (others.length > 0) return wrong(`there are ${found.length} TXT records at this name; keep the one that is ours`)
  const tags = tagsOf(record)
  const key = tags.get('p')?.replace(/\s/g, '')
  if (key === undefined || (tags.get('v') ?? 'DKIM1') !== 'DKIM1' || (tags.get('k') ?? 'rsa') !== 'rsa')
    return wrong('the TXT record at this name is no DKIM record of an RSA key')
  if (key === publicKey) return RIGHT
  if (key === '') return wrong('the record says that the key is revoked (an empty p=)')
  if (publicKey.startsWith(key))
    return wrong(`the key is cut off after ${key.length} characters; publish it whole, as strings of at most 255`)
  return wrong('the record holds another key')
}

export function judgeSpf(found: readonly string[], mailDomain: string): Judgement {
  const records = found.filter((text) => /^v=spf1( |$)/i.test(text))
  const [record, ...others] = records
  if (record === undefined) return missing('there is no SPF record (v=spf1) at this name')
  if (others.length > 0)
    return wrong(`there are ${records.length} SPF records, which receivers take for none; put them together into one`)
  const terms = record.toLowerCase().split(/ +/).slice(1)
  const all = terms.findIndex((term) => /^[+?~-]?all$/.test(term))
  const heard = all === -1 ? terms : terms.slice(0, all)
  // Another sign before the include would have our servers refused, and a redirect counts where there is no "all".
  const lets = [`include:${mailDomain}`, `+include:${mailDomain}`, ...(all === -1 ? [`redirect=${mailDomain}`] : [])]
  if (heard.some((term) => lets.includes(term.replace(/\.$/, '')))) return RIGHT
  return wrong(`the SPF record does not say include:${mailDomain} before its "all"`)
}

/** DMARC of the domain itself, or what stands at its organisational domain, which holds where it has none of its own. */
export function judgeDmarc(found: readonly string[]): Judgement {
  const records = found.filter((text) => /^v=DMARC1\s*(;|$)/.test(text.trim()))
  const [record, ...others] = records
  if (record === undefined) return missing('there is no DMARC record (v=DMARC1) here, nor at the organisational domain')
  if (others.length > 0)
    return wrong(`there are ${records.length} DMARC records, which receivers take for none; keep one`)
  const policy = tagsOf(record).get('p')?.toLowerCase()
  if (policy !== undefined && ['none', 'quarantine', 'reject'].includes(policy)) return RIGHT
  return wrong('the DMARC record has no policy: p=none, p=quarantine or p=reject')
}

export function judgeReturnPath(found: readonly string[], mailDomain: string): Judgement {
  const [target] = found
  if (target === undefined) return missing('there is no CNAME at this name')
  return target === mailDomain ? RIGHT : wrong(`the CNAME leads elsewhere than to ${mailDomain}`)
}

/** `a=b; c=d` (RFC 6376, 3.2); of a tag that comes twice the first. */
function tagsOf(record: string): Map<string, string> {
  const tags = new Map<string, string>()
  for (const part of record.split(';')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    if (at > 0 && !tags.has(name)) tags.set(name, part.slice(at + 1).trim())
  }
  return tags
}
