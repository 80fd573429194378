import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from './button.tsx'
import { copyText } from './copy-text.ts'
import { announce } from './announce.ts'

function useCopy(text: string): { copied: boolean; copy: () => void } {
  const [copied, setCopied] = useState(false)
  const copy = () => {
    void copyText(text).then((done) => {
      if (!done) return announce('The browser did not let it be copied. Select it and copy it by hand.', 'warn')
      setCopied(true)
      window.setTimeout(() => setCopied(false), 2_000)
    })
  }
  return { copied, copy }
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { copied, copy } = useCopy(text)
  return (
    <Button
      icon={copied ? <Check className="size-4" aria-hidden /> : <Copy className="size-4" aria-hidden />}
      onClick={copy}
    >
      {copied ? 'Copied' : label}
    </Button>
  )
}

export function CopyIcon({ text, label }: { text: string; label: string }) {
  const { copied, copy } = useCopy(text)
  return (
    <IconButton label={copied ? 'Copied' : label} onClick={copy}>
      {copied ? <Check className="size-4 text-ok" aria-hidden /> : <Copy className="size-4" aria-hidden />}
    </IconButton>
  )
}
