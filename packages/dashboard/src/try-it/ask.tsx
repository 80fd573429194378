import { SendHorizontal, Square } from 'lucide-react'
import { useState } from 'react'
import { languageNames } from '../documents/document-words.ts'
import { useClient } from '../session/client.ts'
import { useSite } from '../sites/sites.ts'
import { Button } from '../ui/button.tsx'
import { controlClass } from '../ui/field.tsx'
import { ask, stop } from './conversations.ts'

const longest = 4_000

/** The line to ask in. Enter asks, Shift and Enter begins a new line. */
export function Ask({ isAsking }: { isAsking: boolean }) {
  const client = useClient()
  const { id } = useSite()
  const [question, setQuestion] = useState('')
  const [language, setLanguage] = useState('')
  const reason = question.trim() === '' ? 'Type a question first.' : null
  const send = () => {
    if (reason !== null || isAsking) return
    setQuestion('')
    void ask({ client, siteId: id, question: question.trim(), language })
  }
  return (
    <form
      className="sticky bottom-0 flex flex-wrap items-end gap-3 rounded-b-2xl border-t border-line bg-surface px-5 py-4"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        aria-label="Question"
        rows={2}
        maxLength={longest}
        value={question}
        placeholder="Ask a question…"
        className={`${controlClass} min-w-0 flex-1 basis-64 resize-none`}
        onChange={(event) => setQuestion(event.target.value)}
        onKeyDown={(event) => {
          // While a word is being composed, Enter is part of the composing.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <div className="flex items-end gap-3">
        <select
          aria-label="Language of the answer"
          value={language}
          className={`${controlClass} min-h-8.5 w-auto pr-8`}
          onChange={(event) => setLanguage(event.target.value)}
        >
          <option value="">Language of the question</option>
          {Object.entries(languageNames).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        {isAsking ? (
          <Button icon={<Square className="size-4" aria-hidden />} onClick={() => stop(id)}>
            Stop
          </Button>
        ) : (
          <Button type="submit" look="primary" icon={<SendHorizontal className="size-4" aria-hidden />} reason={reason}>
            Ask
          </Button>
        )}
      </div>
    </form>
  )
}
