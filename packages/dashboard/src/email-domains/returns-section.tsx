import type { EmailDomain } from '@posthorn/sdk'
import { Section } from '../ui/card.tsx'
import { CopyLine } from '../ui/copy-line.tsx'
import { Notice } from '../ui/notice.tsx'

/** What becomes of bounces, complaints and answers. */
export function ReturnsSection({ domain: { returns } }: { domain: EmailDomain }) {
  return (
    <Section
      title="What comes back"
      description={
        returns.taken_in
          ? 'Bounces, complaints and answers are taken in, and change the messages that they are about.'
          : 'Bounces, complaints and answers are not taken in: they go to the address that an e-mail comes from.'
      }
    >
      <div className="space-y-4">
        {!returns.taken_in && (
          <Notice tone="warn">
            An e-mail that bounces after its mail server took it is not noticed. Whoever runs the server can change that
            with <code>POSTHORN_MAIL_IN_PORT</code> and an MX record.
          </Notice>
        )}
        {returns.domain !== null && <Address label="They are addressed to" value={returns.domain} />}
        {returns.mail_domain !== null && returns.mail_domain !== returns.domain && (
          <Address label="The platform’s own domain" value={returns.mail_domain} />
        )}
        {returns.feedback_address !== null && (
          <Address label="To enter at the feedback loops of mailbox providers" value={returns.feedback_address} />
        )}
      </div>
    </Section>
  )
}

function Address({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs text-faint">{label}</p>
      <CopyLine text={value} label={`Copy ${value}`} />
    </div>
  )
}
