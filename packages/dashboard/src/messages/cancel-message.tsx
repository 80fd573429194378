import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ban } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { refusal } from '../ui/refusal.ts'
import type { AnyMessage } from './sent.ts'

/** Shown while a message is not sent yet. Whether it is being sent at this moment only the API knows, which then refuses. */
export function CancelMessage({ id, message }: { id: string; message: AnyMessage }) {
  const [asking, setAsking] = useState(false)
  const missing = useMissingScope('messages:write')
  const cancel = useCancel(id, () => setAsking(false))
  // What is asked stays on the screen with its refusal, though the message went out meanwhile.
  if (refusal('message', 'cancel', message.status) !== null && !asking) return null
  return (
    <>
      <Button
        look="danger"
        icon={<Ban className="size-4" aria-hidden />}
        reason={missing}
        onClick={() => {
          cancel.reset()
          setAsking(true)
        }}
      >
        Cancel the message
      </Button>
      {asking && (
        <Confirm
          title="Cancel the message?"
          action="Cancel the message"
          dismiss="Keep it"
          danger
          busy={cancel.isPending}
          error={cancel.error}
          onClose={() => setAsking(false)}
          onConfirm={() => cancel.mutate()}
        >
          <p>It is not sent, and its credits are given back. This cannot be taken back.</p>
          {Array.isArray(message.to) && message.to.length > 1 && (
            <p>Recipients who were written to already have it: the others are spared.</p>
          )}
        </Confirm>
      )}
    </>
  )
}

function useCancel(id: string, onDone: () => void) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.messages.cancel(id),
    onSuccess: ({ status }) => {
      if (status === 'cancelled') announce('The message was cancelled.')
      else announce(`It was cancelled where it could be. The message is ${status}.`, 'warn')
      onDone()
    },
    // Refused or not: what became of it is news.
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
}
