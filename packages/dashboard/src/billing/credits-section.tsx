import type { Credits } from '@posthorn/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useClient } from '../session/client.ts'
import { useMe, useMissingScope } from '../session/me.ts'
import { announce } from '../ui/announce.ts'
import { Answer } from '../ui/answer.tsx'
import { Button } from '../ui/button.tsx'
import { Fact, Facts, Section } from '../ui/card.tsx'
import { Dialog, DialogActions } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/field.tsx'
import { faultOf, unplaced } from '../ui/field-fault.ts'
import { dayOf } from '../ui/format-time.ts'
import { Notice } from '../ui/notice.tsx'
import { useCredits } from './credits.ts'

const number = (value: number): string => value.toLocaleString('en')

export function CreditsSection() {
  const credits = useCredits()
  const missing = useMissingScope('admin')
  const [adding, setAdding] = useState(false)
  return (
    <Section
      title="Credits"
      actions={
        <Button icon={<Plus className="size-4" aria-hidden />} reason={missing} onClick={() => setAdding(true)}>
          Top up
        </Button>
      }
    >
      <Answer of={credits} rows={1}>
        {(known) => <Balance credits={known} />}
      </Answer>
      {adding && <TopUpDialog onClose={() => setAdding(false)} />}
    </Section>
  )
}

function Balance({ credits }: { credits: Credits }) {
  const { starts_at: start, ends_at: end } = credits.billing_period
  return (
    <div className="space-y-5">
      {credits.balance === 0 && (
        <Notice tone="bad">Nothing is left: new messages are refused, and what waits is paused until a top-up.</Notice>
      )}
      {credits.balance === null && <Notice>The plan charges nothing: messages cost no credits.</Notice>}
      <Facts>
        {credits.balance !== null && (
          <Fact name="Left">
            <span className="text-2xl font-semibold tabular-nums">{number(credits.balance)}</span>
          </Fact>
        )}
        <Fact name="Used in this period">{number(credits.used)}</Fact>
        <Fact name="Billing period">
          {dayOf(start)} to {dayOf(end)}
        </Fact>
        {credits.plan_limit !== null && (
          <Fact name="Of the plan">
            {number(credits.plan_credits)} of {number(credits.plan_limit)}, until the period ends
          </Fact>
        )}
        <Fact name="Extra">{number(credits.extra_credits)}, which do not end</Fact>
      </Facts>
    </div>
  )
}

function TopUpDialog({ onClose }: { onClose: () => void }) {
  const [amount, setAmount] = useState('')
  const [note, setNote] = useState('')
  const topUp = useTopUp(onClose)
  const notice = unplaced(topUp.error, ['amount', 'note'])
  const whole = /^[1-9]\d*$/.test(amount)
  return (
    <Dialog title="Top up" onClose={onClose}>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (whole) topUp.mutate({ amount: Number(amount), ...(note === '' ? {} : { note }) })
        }}
      >
        <p className="text-sm text-soft">
          Adds extra credits at once. They do not end, and are spent after those of the plan. What was paused goes on.
        </p>
        <TextField
          label="Credits"
          type="number"
          required
          autoFocus
          min={1}
          max={1_000_000_000}
          step={1}
          value={amount}
          error={faultOf(topUp.error, 'amount')}
          onChange={(event) => setAmount(event.target.value)}
        />
        <TextField
          label="Note"
          optional
          maxLength={500}
          value={note}
          placeholder="Invoice 2026-104"
          hint="Kept with the entry in the ledger."
          error={faultOf(topUp.error, 'note')}
          onChange={(event) => setNote(event.target.value)}
        />
        {notice && <ErrorNotice error={notice} />}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={topUp.isPending}
            reason={whole ? null : 'Give a whole number of credits first.'}
          >
            Top up
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function useTopUp(onDone: () => void) {
  const client = useClient()
  const queries = useQueryClient()
  const { workspace_id: id } = useMe()
  return useMutation({
    mutationFn: (given: { amount: number; note?: string }) => client.credits.topUp(id, given),
    onSuccess: (credits, { amount }) => {
      queries.setQueryData(['credits', id], credits)
      announce(`${number(amount)} credits were added.`)
      onDone()
    },
  })
}
