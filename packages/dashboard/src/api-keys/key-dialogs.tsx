import type { ApiKey } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { useMe } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Moment } from '../ui/moment.tsx'

interface DialogProps {
  apiKey: ApiKey
  onClose: () => void
}

export function RotateKeyDialog({ apiKey, onClose, onMade }: DialogProps & { onMade: (key: ApiKey) => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const rotate = useMutation({
    mutationFn: () => client.apiKeys.rotate(apiKey.id),
    onSuccess: async (key) => {
      onClose()
      onMade(key)
      await queries.invalidateQueries({ queryKey: ['api-keys'] })
    },
  })
  return (
    <Confirm
      title={`Rotate “${apiKey.name}”?`}
      action="Make a new key"
      busy={rotate.isPending}
      error={rotate.error}
      onClose={onClose}
      onConfirm={() => rotate.mutate()}
    >
      <p>
        A new key with the same scopes is made. The old one stays valid until you revoke it: deploy the new one, see
        here that the old one is no longer used, then revoke it.
      </p>
    </Confirm>
  )
}

export function RevokeKeyDialog({ apiKey, onClose }: DialogProps) {
  const client = useClient()
  const me = useMe()
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => client.apiKeys.revoke(apiKey.id),
    onSuccess: async () => {
      announce(`“${apiKey.name}” was revoked.`)
      onClose()
      await queries.invalidateQueries({ queryKey: ['api-keys'] })
    },
  })
  return (
    <Confirm
      title={`Revoke “${apiKey.name}”?`}
      action="Revoke at once"
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
    >
      <p>
        From the next call on, <code className="font-mono text-xs">{apiKey.display}</code> is answered with 401. This
        cannot be taken back. It was last used <Moment at={apiKey.last_used_at} />.
      </p>
      {apiKey.id === me.key_id && (
        <p className="font-medium text-bad">It is the key of this session: you will be signed out.</p>
      )}
    </Confirm>
  )
}
