import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { useSite } from '../sites/sites.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useDocumentsChanged } from './documents.ts'
import { exampleKey, useExample } from './example.ts'

/** Says that the example of a fresh install answers, and takes it away at one press. Nothing where there is none. */
export function ExampleNotice() {
  const client = useClient()
  const { id } = useSite()
  const queries = useQueryClient()
  const changed = useDocumentsChanged()
  const missing = useMissingScope('documents:write')
  const example = useExample().data
  const remove = useMutation({
    mutationFn: () => client.siteExample.remove(id),
    onSuccess: async ({ removed }) => {
      announce(`The example is gone: ${removed.length} documents.`)
      await Promise.all([changed(), queries.invalidateQueries({ queryKey: exampleKey(id) })])
    },
    onError: (error) => announce(error.message, 'bad'),
  })
  if (example === undefined || example.state === 'none') return null
  return (
    <Notice tone="info" className="mb-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="min-w-0 flex-1 basis-72">
          <span className="font-medium">An example is here: </span>
          {example.state === 'answering'
            ? 'the documents of a made-up shop answer questions, so that you can try it. They step aside as soon as a document of your own is ready.'
            : 'the documents of a made-up shop. They are in no answer any more, since you have documents of your own.'}
        </p>
        <Button reason={missing} busy={remove.isPending} onClick={() => remove.mutate()}>
          Remove the example
        </Button>
      </div>
    </Notice>
  )
}
