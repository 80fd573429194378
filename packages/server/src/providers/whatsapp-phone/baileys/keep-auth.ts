import type { AuthState } from '../../../domain/sessions/port.ts'
import type { BaileysLibrary, Creds, KeyStore } from './library.ts'

const CREDS = 'creds'
/** Statements have a limit of parameters. */
const MOST_AT_ONCE = 200

export interface KeptAuth {
  readonly creds: Creds
  readonly keys: KeyStore
  /** Writes the credentials as they are now, after all that was to be written before. */
  saveCreds(): Promise<void>
}

/** The library's authentication state over our own: JSON under names, each key by itself, each change in one transaction. */
export async function openAuth(
  auth: AuthState,
  { BufferJSON, initAuthCreds, proto }: Pick<BaileysLibrary, 'BufferJSON' | 'initAuthCreds' | 'proto'>,
): Promise<KeptAuth> {
  const write = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer)
  const read = (text: string): unknown => JSON.parse(text, BufferJSON.reviver)
  const kept = (await auth.get([CREDS])).get(CREDS)
  const creds = kept === undefined ? initAuthCreds() : (read(kept) as Creds)
  let saving = Promise.resolve()
  return {
    creds,
    saveCreds() {
      // The text is made now: what changes meanwhile is saved by the next one.
      const text = write(creds)
      saving = saving.catch(() => undefined).then(() => auth.set(new Map([[CREDS, text]])))
      return saving
    },
    keys: {
      async get(type, ids) {
        const found: Record<string, unknown> = {}
        for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
          const wanted = ids.slice(at, at + MOST_AT_ONCE)
          const texts = await auth.get(wanted.map((id) => nameOf(type, id)))
          for (const id of wanted) {
            const text = texts.get(nameOf(type, id))
            if (text !== undefined) found[id] = revived(type, read(text), proto)
          }
        }
        return found
      },
      async set(changes) {
        const entries = Object.entries(changes).flatMap(([type, byId]) =>
          Object.entries(byId).map(
            ([id, value]) => [nameOf(type, id), value === null || value === undefined ? null : write(value)] as const,
          ),
        )
        await auth.set(new Map(entries))
      },
    },
  }
}

function nameOf(type: string, id: string): string {
  return `${type}/${id}`
}

/** Keys of this type are protobuf objects to the library. */
function revived(type: string, value: unknown, proto: BaileysLibrary['proto']): unknown {
  const made = type === 'app-state-sync-key' && proto?.Message?.AppStateSyncKeyData
  return made && typeof value === 'object' && value !== null ? made.fromObject(value) : value
}
