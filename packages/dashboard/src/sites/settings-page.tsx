import type { Site } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { languageNames } from '../documents/document-words.ts'
import { useClient } from '../session/client.ts'
import { useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { CopyIcon } from '../ui/copy.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { SelectField, TextArea, TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { Moment } from '../ui/moment.tsx'
import { AnsweringSection } from './answering-section.tsx'
import { NewSiteDialog } from './new-site-dialog.tsx'
import { SitePage } from './site-page.tsx'
import { useLiveSite, useSite } from './sites.ts'
import { Strictness } from './strictness.tsx'
import { readSynonyms, textOfSynonyms } from './synonym-text.ts'

export function SettingsPage() {
  const missing = useMissingScope('documents:write')
  const [adding, setAdding] = useState(false)
  return (
    <SitePage
      title="Site"
      description="What answers are made for: a help page, a shop, a product. Documents and questions of one site are nothing to another."
      scope="documents:read"
      actions={
        <Button icon={<Plus className="size-4" aria-hidden />} reason={missing} onClick={() => setAdding(true)}>
          New site
        </Button>
      }
    >
      <div className="space-y-5">
        <CurrentSettings />
        <AnsweringSection />
        <About />
      </div>
      {adding && <NewSiteDialog onClose={() => setAdding(false)} />}
    </SitePage>
  )
}

function CurrentSettings() {
  const listed = useSite()
  const site = useLiveSite().data ?? listed
  // What was kept elsewhere meanwhile begins the form anew.
  return <Settings key={JSON.stringify([site.name, site.language, site.synonyms, site.least_support])} site={site} />
}

function Settings({ site }: { site: Site }) {
  const missing = useMissingScope('documents:write')
  const [name, setName] = useState(site.name)
  const [language, setLanguage] = useState(site.language ?? '')
  const [synonyms, setSynonyms] = useState(textOfSynonyms(site.synonyms))
  const [least, setLeast] = useState(site.least_support)
  const keep = useKeep(site)
  const read = readSynonyms(synonyms)
  const reason = missing ?? (name.trim() === '' ? 'Give it a name first.' : read.ok ? null : read.problem)
  const error = keep.error
  return (
    <Section title="Settings" description="They hold for every question from now on.">
      <form
        noValidate
        className="max-w-2xl space-y-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (reason !== null || !read.ok) return
          keep.mutate({
            name: name.trim(),
            language: language === '' ? null : (language as NonNullable<Site['language']>),
            synonyms: read.groups,
            least_support: least,
          })
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={100}
          value={name}
          error={faultOf(error, 'name')}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          label="Language"
          value={language}
          hint="What is answered in where a question does not tell."
          error={faultOf(error, 'language')}
          onChange={(event) => setLanguage(event.target.value)}
        >
          <option value="">That of most documents</option>
          {Object.entries(languageNames).map(([code, each]) => (
            <option key={code} value={code}>
              {each}
            </option>
          ))}
        </SelectField>
        <TextArea
          label="Words that mean the same here"
          optional
          rows={5}
          value={synonyms}
          placeholder={'refund, money back, chargeback\nboleto, invoice'}
          hint="A group on each line, its words set apart by commas. Whoever asks with one of them finds what is written with another."
          error={read.ok ? faultOf(error, 'synonyms') : read.problem}
          onChange={(event) => setSynonyms(event.target.value)}
        />
        <Strictness least={least} error={faultOf(error, 'least_support')} onChange={setLeast} />
        {error && unplaced(error, ['name', 'language', 'synonyms', 'least_support']) && <ErrorNotice error={error} />}
        <Button type="submit" look="primary" reason={reason} busy={keep.isPending}>
          Save
        </Button>
      </form>
    </Section>
  )
}

function useKeep(site: Site) {
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (given: Parameters<typeof client.sites.update>[1]) => client.sites.update(site.id, given),
    onSuccess: async () => {
      announce('Kept. Questions are answered by it from now on.')
      await queries.invalidateQueries({ queryKey: ['sites'] })
    },
  })
}

function About() {
  const site = useSite()
  return (
    <Section title="For programs" description="The id stands in the address of every call about this site.">
      <Facts>
        <Fact name="Site id">
          <span className="flex items-center gap-1">
            <span className="min-w-0 truncate font-mono text-xs">{site.id}</span>
            <CopyIcon text={site.id} label="Copy the site id" />
          </span>
        </Fact>
        <Fact name="Created">
          <Moment at={site.created_at} />
        </Fact>
      </Facts>
    </Section>
  )
}
