import { useChannels } from '../channels/channel-list.ts'
import { channelTitle, inTurn } from '../channels/channel-words.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { SelectField } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { DraftProps } from './draft-props.ts'

/** Whose account it is for, where there is a choice; and that it is simulated, where it is. */
export function ChannelChoice(parts: DraftProps) {
  const missing = useMissingScope('channels:read')
  const { test: isTestKey } = useMe()
  if (isTestKey)
    return (
      <Notice tone="warn">
        This is a test key: the template is simulated. Nobody reviews it, and no carrier hears of it.
      </Notice>
    )
  return missing === null ? <Choice {...parts} /> : null
}

/** Phones, and what Posthorn made by itself, send without templates. */
const withoutTemplates = ['qrcode', 'simulator']

function Choice({ draft, set, faultAt }: DraftProps) {
  const { data } = useChannels()
  if (data === undefined) return null
  const channels = inTurn(
    data.filter(({ type, provider }) => type === 'whatsapp' && !withoutTemplates.includes(provider)),
  )
  if (channels.length === 0)
    return (
      <Notice tone="warn">
        There is no WhatsApp channel whose carrier approves templates: this one is simulated. Nobody reviews it, and no
        carrier hears of it.
      </Notice>
    )
  if (channels.length === 1) return null
  return (
    <SelectField
      label="Channel"
      hint="Its account gets the template, and every channel of the account can send it."
      value={draft.channelId}
      error={faultAt('channelId')}
      onChange={(event) => set({ channelId: event.target.value })}
    >
      <option value="">The first on the route</option>
      {channels.map((channel) => (
        <option key={channel.id} value={channel.id}>
          {channelTitle(channel)}
          {channel.phone_number === null ? '' : ` (${channel.phone_number})`}
        </option>
      ))}
    </SelectField>
  )
}
