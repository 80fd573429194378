import { Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Section } from './card.tsx'
import { Confirm } from './confirm.tsx'

interface DeleteSectionProps {
  /** What deleting does, in a sentence or two. */
  description: string
  /** What is deleted, by name. */
  name: string
  /** What the button of the question says. */
  action: string
  /** What has to be known before it is done. */
  children: ReactNode
  /** Why it cannot be done; null: it can. */
  reason: string | null
  remove: { isPending: boolean; error: Error | null; mutate: () => void }
}

/** The last section of a thing's page. */
export function DeleteSection({ description, name, action, children, reason, remove }: DeleteSectionProps) {
  const [asking, setAsking] = useState(false)
  return (
    <Section
      title="Delete"
      description={description}
      actions={
        <Button
          look="danger"
          icon={<Trash2 className="size-4" aria-hidden />}
          reason={reason}
          onClick={() => setAsking(true)}
        >
          Delete
        </Button>
      }
    >
      {asking && (
        <Confirm
          title={`Delete ${name}?`}
          action={action}
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          {children}
        </Confirm>
      )}
    </Section>
  )
}
