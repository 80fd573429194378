import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { asSentence } from '../ui/as-sentence.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { focusFault } from '../ui/focus-fault.ts'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { ChannelChoice } from './channel-choice.tsx'
import { bodyOf, componentsOf, type Draft, emptyDraft, fieldOfFault, missingIn } from './draft.ts'
import type { DraftProps } from './draft-props.ts'
import { MessagePreview } from './message-preview.tsx'
import { NameFields } from './name-fields.tsx'
import { CodeFields, TextFields } from './text-fields.tsx'

export function NewTemplatePage() {
  const missing = useMissingScope('whatsapp:write')
  return (
    <>
      <BackLink to="/whatsapp/templates">WhatsApp templates</BackLink>
      <Page
        title="New template"
        description="It is kept as a draft. The carrier hears of it when you submit it, from its page."
      >
        <ScopeGate missing={missing} scope="whatsapp:write">
          <Form />
        </ScopeGate>
      </Page>
    </>
  )
}

function Form() {
  const [draft, setDraft] = useState(emptyDraft)
  const create = useCreate()
  // Of what was sent: the draft may have changed since.
  const fault = create.variables ? fieldOfFault(create.error, create.variables) : null
  const parts: DraftProps = {
    draft,
    set: (changed) => setDraft({ ...draft, ...changed }),
    faultAt: (field) => (field === fault && create.error ? wordsBeside(create.error) : null),
  }
  const missing = missingIn(draft)
  return (
    <Card className="p-5 sm:p-6">
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <form
          noValidate
          className="space-y-5"
          onSubmit={(event) => {
            event.preventDefault()
            const form = event.currentTarget
            if (missing === null && !create.isPending) create.mutate(draft, { onError: () => focusFault(form) })
          }}
        >
          <NameFields {...parts} />
          <ChannelChoice {...parts} />
          {draft.category === 'authentication' ? <CodeFields {...parts} /> : <TextFields {...parts} />}
          {create.error && fault === null && <ErrorNotice error={create.error} />}
          <Button type="submit" look="primary" busy={create.isPending} reason={missing}>
            Keep the draft
          </Button>
        </form>
        <div>
          <h2 className="mb-3 text-sm font-medium">Preview</h2>
          <MessagePreview components={componentsOf(draft)} />
        </div>
      </div>
    </Card>
  )
}

/** Beside a field the path to it, with which the API begins, says nothing. */
const wordsBeside = ({ message }: Error): string => asSentence(message.replace(/^components\S*: /, ''))

function useCreate() {
  const client = useClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (draft: Draft) => client.templates.create(bodyOf(draft)),
    onSuccess: async ({ id, name }) => {
      announce(`${name} is kept as a draft.`)
      await queries.invalidateQueries({ queryKey: ['templates', 'list'] })
      await navigate({ to: '/whatsapp/templates/$templateId', params: { templateId: id } })
    },
  })
}
