import type { ChannelProvider } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import { useMissingScope } from '../session/me.ts'
import { useState } from 'react'
import { Answer } from '../ui/answer.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { buttonClass } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { useProviders } from './channel-list.ts'
import { providerName, typeNames, types } from './channel-words.ts'
import { EnterForm } from './enter-form.tsx'

export function NewChannelPage() {
  const missing = useMissingScope('channels:read')
  const providers = useProviders()
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <>
      <BackLink to="/channels">Channels</BackLink>
      <Page title="New channel" description="An account with a carrier. It is tested before it is kept.">
        <ScopeGate missing={missing} scope="channels:read">
          <Card className="p-5 sm:p-6">
            <Answer of={providers}>
              {(all) => {
                const provider = all.find((each) => each.provider === chosen)
                return (
                  <div className="space-y-6">
                    <ProviderChoice providers={all} chosen={chosen} onChoose={setChosen} />
                    {/* Its own fields for each provider: what was typed for another one is of no use. */}
                    {provider?.provider === 'qrcode' && <PhoneInstead />}
                    {provider && provider.provider !== 'qrcode' && (
                      <EnterForm key={provider.provider} provider={provider} />
                    )}
                  </div>
                )
              }}
            </Answer>
          </Card>
        </ScopeGate>
      </Page>
    </>
  )
}

/** A phone has nothing to be filled in: its code is scanned on the page of its session. */
function PhoneInstead() {
  return (
    <div className="space-y-4 border-t border-line pt-6 text-sm">
      <p className="max-w-xl text-soft">
        A phone is linked by a QR code, which is shown on the page of its session. There you see its health as well.
      </p>
      <Link to="/whatsapp/sessions" className={buttonClass('primary')}>
        Go to the WhatsApp sessions
      </Link>
    </div>
  )
}

interface ChoiceProps {
  providers: readonly ChannelProvider[]
  chosen: string | null
  onChoose: (provider: string) => void
}

function ProviderChoice({ providers, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-3 text-sm font-medium">Who carries the messages?</legend>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {types.flatMap((type) =>
          providers
            .filter((provider) => provider.type === type)
            .map(({ provider }) => (
              <label
                key={provider}
                className="flex items-center gap-3 rounded-xl border border-line-strong px-4 py-3 text-sm hover:bg-sunken has-checked:border-ink has-checked:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
              >
                <input
                  type="radio"
                  name="provider"
                  value={provider}
                  checked={chosen === provider}
                  onChange={() => onChoose(provider)}
                  className="size-4 accent-primary focus-visible:outline-none"
                />
                <span className="min-w-0">
                  <span className="block font-medium">{providerName(provider)}</span>
                  <span className="block text-xs text-faint">{typeNames[type]}</span>
                </span>
              </label>
            )),
        )}
      </div>
    </fieldset>
  )
}
