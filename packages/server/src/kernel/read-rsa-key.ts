import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** @throws when the file cannot be read, or holds no RSA private key as PEM. */
export function readRsaKey(path: string): KeyObject {
  const key = parse(path, readFileSync(path))
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`${path} holds a key that is not RSA`)
  return key
}

function parse(path: string, pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw new Error(`${path} does not hold a private key (PEM, without a passphrase)`, { cause: error })
  }
}
