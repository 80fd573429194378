import type { Client, SuppressionImport } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import type { ListChannel } from './list-search.ts'
import { lists } from './list-words.ts'
import { type Entry, inParts, MOST_AT_ONCE, readImport } from './read-import.ts'

export function ImportDialog({ channel, onClose }: { channel: ListChannel; onClose: () => void }) {
  const { address: words, name } = lists[channel]
  const [text, setText] = useState('')
  const load = useImport()
  const entries = readImport(text, channel)
  if (load.isSuccess) return <Done result={load.data} onClose={onClose} />
  return (
    <Dialog title={channel === 'email' ? 'Import addresses' : `Import numbers for ${name}`} wide onClose={onClose}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (entries.length > 0) load.mutate(entries)
        }}
      >
        <TextArea
          label={words.many}
          rows={8}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          placeholder={channel === 'email' ? mailExample : phoneExample}
          hint={`One on a line; or a table whose first column is the ${words.noun}; or an export, whose lines name their own list. A word such as ${lists[channel].reasons.slice(1, 4).join(', ')} beside it becomes its reason.`}
          onChange={(event) => setText(event.target.value)}
        />
        <Field label="Or a file">
          {(wiring) => (
            <input
              {...wiring}
              type="file"
              accept=".txt,.csv,.tsv,.ndjson,.jsonl,text/plain,text/csv"
              className="block w-full text-sm text-soft file:mr-3 file:cursor-pointer file:rounded-lg file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:py-1.5 file:text-sm file:font-medium file:text-ink hover:file:bg-sunken"
              onChange={(event) => {
                void event.target.files?.[0]?.text().then(setText)
              }}
            />
          )}
        </Field>
        {load.error && <ErrorNotice error={load.error} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={load.isPending}
            reason={entries.length === 0 ? `Paste ${words.many.toLowerCase()} or choose a file first.` : null}
          >
            {entries.length === 0 ? 'Import' : `Import ${entries.length.toLocaleString('en')}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

const mailExample = 'maria@example.com\njose@example.com,hard_bounce'
const phoneExample = '+15005550100\n+15005550101,unsubscribe'

function useImport() {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (entries: readonly Entry[]) => importAll(client, entries),
    // Parts of it may have been taken before the one that failed; to import them again changes nothing.
    onSettled: () => queries.invalidateQueries({ queryKey: ['suppressions'] }),
  })
}

async function importAll(
  { suppressions }: Pick<Client, 'suppressions'>,
  entries: readonly Entry[],
): Promise<SuppressionImport> {
  const all: SuppressionImport = { added: 0, known: 0, refused: [] }
  for (const [index, part] of inParts(entries).entries()) {
    const { added, known, refused } = await suppressions.import({ suppressions: part })
    all.added += added
    all.known += known
    all.refused.push(...refused.map((each) => ({ ...each, index: each.index + index * MOST_AT_ONCE })))
  }
  return all
}

const shownRefusals = 50

function Done({ result: { added, known, refused }, onClose }: { result: SuppressionImport; onClose: () => void }) {
  return (
    <Dialog title="Imported" wide onClose={onClose}>
      <div className="space-y-4 text-sm">
        <Notice tone="ok">
          {added.toLocaleString('en')} added, {known.toLocaleString('en')} known already.
        </Notice>
        {refused.length > 0 && (
          <Notice tone="warn">
            <p className="font-medium">Left out: {refused.length.toLocaleString('en')}</p>
            <ul className="mt-1 max-h-60 space-y-0.5 overflow-auto text-xs" tabIndex={0} aria-label="Left out">
              {refused.slice(0, shownRefusals).map(({ index, address, problem }) => (
                <li key={index}>
                  Entry {index + 1}: <span className="font-mono break-all">{address}</span>: {problem}
                </li>
              ))}
              {refused.length > shownRefusals && <li>and {refused.length - shownRefusals} more</li>}
            </ul>
          </Notice>
        )}
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  )
}
