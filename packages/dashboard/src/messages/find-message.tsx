import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { kindOf } from './message-kind.ts'

/** Opens a message whose id came from elsewhere: an API reply, an event, a log. */
export function FindMessage() {
  const navigate = useNavigate()
  const [id, setId] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  return (
    <form
      noValidate
      role="search"
      aria-label="Messages"
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (kindOf(id) === null) setFault('This is no id of a message: it begins with sms_, eml_ or msg_.')
        else void navigate({ to: '/messages/$messageId', params: { messageId: id } })
      }}
    >
      <div className="w-full sm:w-80">
        <TextField
          label="Find by id"
          value={id}
          error={fault}
          placeholder="sms_01HX4A1K9MFQR4YZDNV7P9WCE0"
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-xs"
          onChange={(event) => {
            setFault(null)
            setId(event.target.value.trim())
          }}
        />
      </div>
      <Button type="submit" className="mt-6" icon={<Search className="size-4" aria-hidden />}>
        Open
      </Button>
    </form>
  )
}
