import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { readJsonObject } from './read-json-object.ts'

const example = JSON.stringify({ order_id: '1042', total: 99.5 }, null, 2)

export function PublishDialog({ onClose }: { onClose: () => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const [type, setType] = useState('custom.order.paid')
  const [text, setText] = useState(example)
  const data = readJsonObject(text)
  const publish = useMutation({
    mutationFn: (given: { type: string; data: Record<string, unknown> }) => client.events.publish(given),
    onSuccess: async (event) => {
      announce(`${event.event} was published.`)
      onClose()
      await queries.invalidateQueries({ queryKey: ['events'] })
    },
  })
  const notice = unplaced(publish.error, ['type'])
  return (
    <Dialog title="Publish an event of your own" onClose={onClose}>
      <form
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (data.ok) publish.mutate({ type, data: data.value })
        }}
      >
        <TextField
          label="Type"
          required
          spellCheck={false}
          className="font-mono"
          value={type}
          hint="custom. and one to five parts of a to z, 0 to 9, _ and -."
          error={faultOf(publish.error, 'type')}
          onChange={(event) => setType(event.target.value.trim())}
        />
        <TextArea
          label="Data"
          rows={7}
          spellCheck={false}
          className="font-mono"
          value={text}
          hint="A JSON object: what endpoints get as data. Below 90 KB."
          error={data.ok ? null : data.fault}
          onChange={(event) => setText(event.target.value)}
        />
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={publish.isPending} reason={data.ok ? null : data.fault}>
            Publish
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
