import { ApiError } from '@posthorn/sdk'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { PosthornMark } from '../layout/posthorn-mark.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { clientFor } from './client.ts'
import { storedKey } from './stored-key.ts'

/** Tries the key before it is kept; says in a sentence why it will not do. */
async function faultOf(key: string): Promise<string | null> {
  if (key === '') return 'Paste an API key first.'
  try {
    await clientFor(key).system.me()
    return null
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      return 'The server does not know this key. Check that it is complete, and not revoked or expired.'
    }
    return error instanceof Error ? error.message : 'The server did not answer.'
  }
}

export function SignInPage({ notice }: { notice: string | null }) {
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const signIn = async (key: string) => {
    setBusy(true)
    const found = await faultOf(key)
    setBusy(false)
    setFault(found)
    if (found === null) storedKey.set(key)
  }

  return (
    <main className="flex min-h-dvh items-center justify-center p-5">
      <div className="w-full max-w-md">
        <div className="mb-8 flex items-center gap-3">
          <PosthornMark className="size-11" />
          <div>
            <p className="text-xl font-semibold tracking-tight">Posthorn</p>
            <p className="text-sm text-faint">Your customer messaging</p>
          </div>
        </div>
        <form
          className="rounded-2xl border border-line bg-surface p-6 shadow-card"
          onSubmit={(event) => {
            event.preventDefault()
            const typed = new FormData(event.currentTarget).get('key')
            void signIn(typeof typed === 'string' ? typed.trim() : '')
          }}
        >
          <h1 className="text-lg font-semibold">Sign in with an API key</h1>
          <p className="mt-1 mb-5 text-sm text-soft">
            The dashboard can do what the key can do, and nothing more. The key stays in this tab and is gone when you
            close it.
          </p>
          {notice !== null && (
            <p role="status" className="mb-4 rounded-lg bg-warn-soft px-3 py-2 text-sm text-warn">
              {notice}
            </p>
          )}
          <TextField
            label="API key"
            name="key"
            type="password"
            autoComplete="off"
            spellCheck={false}
            autoFocus
            placeholder="sk_live_…"
            error={fault}
            className="font-mono"
            hint="The first start of the server printed one. More are made under API keys, with an admin key."
          />
          <Button
            type="submit"
            look="primary"
            className="mt-5 w-full py-2"
            busy={busy}
            icon={<KeyRound className="size-4" aria-hidden />}
          >
            Sign in
          </Button>
        </form>
      </div>
    </main>
  )
}
