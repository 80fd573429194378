import type { Webhook } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Card, Section } from '../ui/card.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Page } from '../ui/page.tsx'
import { SecretReveal } from '../ui/secret-reveal.tsx'
import { TabPanels } from '../ui/tabs.tsx'
import { snippets } from './handler-snippets.ts'
import { unplaced } from '../ui/field-fault.ts'
import { emptySettings, settingsFields, type WebhookSettings, WebhookSettingsFields } from './settings-fields.tsx'

export function NewWebhookPage() {
  const [made, setMade] = useState<Webhook | null>(null)
  if (made !== null) return <Made webhook={made} />
  return <NewWebhook onMade={setMade} />
}

function NewWebhook({ onMade }: { onMade: (webhook: Webhook) => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const missing = useMissingScope('webhooks:write')
  const [settings, setSettings] = useState<WebhookSettings>(emptySettings)
  const create = useMutation({
    mutationFn: (given: WebhookSettings) => client.webhooks.create(given),
    onSuccess: async (webhook) => {
      onMade(webhook)
      await queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  const notice = unplaced(create.error, settingsFields)
  return (
    <Page title="New endpoint" description="The address of your handler, and the events that it wants.">
      <Card className="p-5 sm:p-6">
        <form
          className="space-y-6"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (missing === null) create.mutate(settings)
          }}
        >
          <WebhookSettingsFields settings={settings} onChange={setSettings} error={create.error} />
          {notice && <ErrorNotice error={notice} />}
          <div className="flex flex-wrap justify-end gap-2">
            <Link to="/settings/webhooks" className={buttonClass('quiet')}>
              Cancel
            </Link>
            <Button type="submit" look="primary" busy={create.isPending} reason={missing ?? whatIsMissing(settings)}>
              Create endpoint
            </Button>
          </div>
        </form>
      </Card>
    </Page>
  )
}

function whatIsMissing(settings: WebhookSettings): string | null {
  if (settings.url.trim() === '') return 'Give the URL first.'
  return settings.events.length === 0 ? 'Pick at least one event first.' : null
}

function Made({ webhook }: { webhook: Webhook }) {
  return (
    <Page title="The endpoint is ready" description={`Events are sent to ${webhook.url} from now on.`}>
      <div className="space-y-5">
        <Section title="Its signing secret" description="Your handler checks with it that a webhook comes from here.">
          <SecretReveal label="Signing secret" secret={webhook.secret ?? ''} />
        </Section>
        <Section
          title="A handler"
          description="Ready to run: it checks the signature over the raw body and the time of it, and answers at once."
        >
          <TabPanels
            label="Languages"
            tabs={snippets.map(({ name, source }) => ({
              name,
              content: <CodeBlock text={source} label={`${name} handler`} />,
            }))}
          />
        </Section>
        <div className="flex flex-wrap justify-end gap-2">
          <Link to="/settings/webhooks" className={buttonClass('secondary')}>
            All endpoints
          </Link>
          <Link
            to="/settings/webhooks/$webhookId/test"
            params={{ webhookId: webhook.id }}
            className={buttonClass('primary')}
          >
            I have copied it: test the endpoint
          </Link>
        </div>
      </div>
    </Page>
  )
}
