import type { ApiKey } from '@posthorn/sdk'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { SecretReveal } from '../ui/secret-reveal.tsx'

export function NewKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  return (
    <Dialog title={`The key of “${apiKey.name}”`} onClose={onClose} dismissible={false}>
      <SecretReveal label="API key" secret={apiKey.key ?? ''} />
      <p className="mt-4 text-sm text-soft">
        Send it as <code className="font-mono text-xs">x-api-key</code>, or as a bearer token. Keep it in the secrets of
        your deployment, not in code.
      </p>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  )
}
