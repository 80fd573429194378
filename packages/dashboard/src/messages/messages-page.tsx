import { useState } from 'react'
import { Page } from '../ui/page.tsx'
import { TabPanels } from '../ui/tabs.tsx'
import { Section } from '../ui/card.tsx'
import { EmailForm } from './email-form.tsx'
import { Fates } from './fates.tsx'
import { FindMessage } from './find-message.tsx'
import type { Sent } from './sent.ts'
import { SentList } from './sent-list.tsx'
import { SmsForm } from './sms-form.tsx'
import { WhatsAppForm } from './whatsapp-form.tsx'

const mostShown = 20

/** What was sent from this page is remembered while it is open; the API has the rest. */
export function MessagesPage() {
  const [sent, setSent] = useState<Sent[]>([])
  const add = (message: Sent) => setSent((earlier) => [message, ...earlier].slice(0, mostShown))
  return (
    <Page
      title="Messages"
      description="Send one, and watch what becomes of it. Its events go to your endpoints as well."
      actions={<FindMessage />}
    >
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <Section title="Send a message">
          <TabPanels
            label="Channels"
            tabs={[
              { name: 'SMS', content: <SmsForm onSent={add} /> },
              { name: 'WhatsApp', content: <WhatsAppForm onSent={add} /> },
              { name: 'E-mail', content: <EmailForm onSent={add} /> },
            ]}
          />
        </Section>
        <Fates />
      </div>
      <SentList sent={sent} />
    </Page>
  )
}
