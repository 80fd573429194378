import type { WhatsAppSession } from '@posthorn/sdk'
import { Section } from '../ui/card.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useNow } from '../ui/moment.tsx'
import { QrImage } from './qr-image.tsx'
import { useQr } from './session.ts'

/** The code, live: each one is replaced by the next before it expires. */
export function ScanSection({ session }: { session: WhatsAppSession }) {
  const { data, error } = useQr(session.id)
  const now = useNow()
  const code = data?.qr_code ?? null
  const expiresAt = data?.qr_expires_at ?? null
  const left = expiresAt === null ? null : Math.ceil((Date.parse(expiresAt) - now) / 1_000)
  return (
    <Section title="Scan the code">
      <div className="flex flex-wrap items-start gap-x-8 gap-y-5">
        {code === null ? (
          <div
            role="status"
            className="flex size-64 items-center justify-center rounded-xl bg-sunken p-6 text-center text-sm text-soft"
          >
            The code is on its way …
          </div>
        ) : (
          <QrImage dataUri={code} label="QR code to scan with WhatsApp" />
        )}
        <div className="min-w-0 flex-1 basis-60 space-y-3 text-sm">
          <ol className="list-decimal space-y-1.5 pl-5 text-soft">
            <li>Open WhatsApp on the phone.</li>
            <li>Go to Settings, then Linked devices.</li>
            <li>Choose “Link a device” and point the camera at the code.</li>
          </ol>
          {code !== null && left !== null && left > 0 && (
            <p className="text-xs text-faint">
              This code can be scanned for {left} more {left === 1 ? 'second' : 'seconds'}. The next one comes by
              itself.
            </p>
          )}
          {error && <ErrorNotice error={error} />}
        </div>
      </div>
    </Section>
  )
}
