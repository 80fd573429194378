/** Shorter ones are too likely to be part of an ordinary word, and are no secrets. */
const SHORTEST = 4

/**
 * A vendor's words without the secrets that we gave it: some answer with what they were sent. In the forms in which
 * secrets travel, as they are and in base64.
 */
export function hideSecrets(text: string, secrets: readonly unknown[]): string {
  let shown = text
  for (const secret of secrets) {
    if (typeof secret !== 'string' || secret.length < SHORTEST) continue
    const forms = [secret, Buffer.from(secret).toString('base64').replace(/=+$/, ''), encodeURIComponent(secret)]
    for (const form of forms) shown = shown.replaceAll(form, '[secret]')
  }
  return shown
}
