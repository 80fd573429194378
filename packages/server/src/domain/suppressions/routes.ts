import { invalid, notFound } from '../../kernel/api-error.ts'
import { type Answer, type Call, type Caller, dataAnswer, type Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import { importAddresses } from './import-addresses.ts'
import {
  deleteSuppression,
  suppressionAt,
  suppressionById,
  type SuppressionFilter,
  suppressionsAfter,
  suppressionsOf,
} from './store.ts'
import { keyOf, noneOf } from './normalise-address.ts'
import { modeOf, renderSuppression } from './suppression.ts'
import type { SuppressionDeps } from './suppression-deps.ts'
import { suppress } from './suppress.ts'

type SuppressionRoute =
  | 'suppressions.list'
  | 'suppressions.create'
  | 'suppressions.import'
  | 'suppressions.export'
  | 'suppressions.get'
  | 'suppressions.delete'

/** Entries that an export reads at once. */
const EXPORTED_AT_ONCE = 1_000

export function suppressionRoutes(deps: SuppressionDeps): Handlers<SuppressionRoute> {
  const { store, clock } = deps
  const listOf = ({ workspaceId, simulated }: Caller) => ({ workspaceId, mode: modeOf(simulated), now: clock.now() })
  return {
    'suppressions.create': (call) => addAddress(deps, call),
    'suppressions.import': (call) => importAddresses(deps, call),

    async 'suppressions.list'({ caller, query }) {
      const page = pageOf(query)
      // What is no address stands on no list: it is looked for as it is, and not found.
      const { channel = 'email' } = query
      const address = query.address && (keyOf(channel, query.address) ?? query.address)
      const filter: SuppressionFilter = { ...listOf(caller), channel, reason: query.reason, address }
      const { total, suppressions } = await suppressionsOf(store.read, filter, page)
      return pageAnswer(page, total, suppressions.map(renderSuppression))
    },

    async 'suppressions.export'({ caller, query: { channel = 'email' } }) {
      const chunks = exported(deps, { ...listOf(caller), channel })
      return { status: 200, stream: { mediaType: 'application/x-ndjson', chunks } }
    },

    async 'suppressions.get'({ caller, params }) {
      const found = await suppressionById(store.read, listOf(caller), params.suppression_id)
      if (!found) throw notFound('suppression')
      return dataAnswer(200, renderSuppression(found))
    },

    'suppressions.delete': (call) =>
      deps.write(call, async (tx) => {
        if (!(await deleteSuppression(tx, listOf(call.caller), call.params.suppression_id)))
          throw notFound('suppression')
        return { status: 204 }
      }),
  }
}

async function addAddress(deps: SuppressionDeps, call: Call<'suppressions.create'>): Promise<Answer> {
  const { caller, body } = call
  const { channel = 'email' } = body
  const address = keyOf(channel, body.address)
  if (address === null) throw invalid('address', `${JSON.stringify(body.address)} is ${noneOf(channel)}; give it bare`)
  const expiresAt = body.expires_at === undefined ? null : Date.parse(body.expires_at)
  if (expiresAt !== null && expiresAt <= deps.clock.now()) throw invalid('expires_at', 'it lies in the past')
  const place = { workspaceId: caller.workspaceId, mode: modeOf(caller.simulated), channel, address }
  return deps.write(call, async (tx) => {
    await suppress(tx, deps, [{ ...place, reason: body.reason ?? 'manual', messageId: null, expiresAt }])
    const entry = await suppressionAt(tx, place)
    if (!entry) throw new Error(`${place.address} was suppressed and is not on its list`)
    return dataAnswer(201, renderSuppression(entry))
  })
}

/** One entry a line, read in pieces: the list may be longer than memory is wide. */
async function* exported({ store }: SuppressionDeps, filter: SuppressionFilter): AsyncGenerator<string, void> {
  let after = ''
  while (true) {
    const some = await suppressionsAfter(store.read, filter, after, EXPORTED_AT_ONCE)
    const last = some.at(-1)
    if (!last) return
    yield some.map((each) => `${JSON.stringify(renderSuppression(each))}\n`).join('')
    after = last.id
  }
}
