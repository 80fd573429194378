import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

const generate = promisify(generateKeyPair)

/** What every receiver takes and a TXT record can hold (RFC 8301). */
const MODULUS_BITS = 2048

/** A DKIM key: the public half as its record holds it (base64 of DER), the private half as PEM. */
export async function newDomainKey(): Promise<{ publicKey: string; privateKey: string }> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: MODULUS_BITS })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
