/** Headers of a request as the various runtimes and frameworks hand them over. */
export type WebhookHeaders =
  Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string | readonly string[] | undefined>>

/** Finds a header by its name, in any case; null where it is missing. A repeated one comes joined, as Headers does it. */
export function findHeader(headers: WebhookHeaders, name: string): string | null {
  const wanted = name.toLowerCase()
  const found = entriesOf(headers)
    .filter(([given]) => given.toLowerCase() === wanted)
    .flatMap(([, value]) => value ?? [])
  return found.length === 0 ? null : found.join(', ')
}

function entriesOf(headers: WebhookHeaders): (readonly [string, string | readonly string[] | undefined])[] {
  return Symbol.iterator in headers ? [...(headers as Iterable<readonly [string, string]>)] : Object.entries(headers)
}
