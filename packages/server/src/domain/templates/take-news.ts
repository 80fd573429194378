import type { Transaction } from '../../store/index.ts'
import type { ReadyChannel } from '../channels/index.ts'
import { decideAfterNews } from './decide-after-news.ts'
import { accountOf } from './find-desk.ts'
import type { TemplateLine, TemplateNews } from './port.ts'
import { writeAfter } from './settle-asked.ts'
import { holdTemplate, templatesByName } from './store.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Applies, in the caller's transaction, what a carrier tells of the templates of a channel's account. */
export type TakeTemplateNews = (
  tx: Transaction,
  ready: Pick<ReadyChannel<TemplateLine>, 'channel' | 'templating'>,
  news: readonly TemplateNews[],
) => Promise<void>

export function createTakeNews(deps: Pick<TemplateDeps, 'store' | 'clock' | 'tellOwners' | 'log'>): TakeTemplateNews {
  return async (tx, ready, news) => {
    const account = accountOf(ready)
    const { workspaceId } = ready.channel
    if (account === null) return
    for (const each of news) {
      const known = (await templatesByName(tx, workspaceId, account, each.name)).find(
        ({ language, providerTemplateId }) =>
          language === each.language &&
          (providerTemplateId === null ||
            each.providerTemplateId === null ||
            each.providerTemplateId === providerTemplateId),
      )
      const line = { workspace: workspaceId, template: known?.id ?? null, name: each.name, state: each.state ?? null }
      deps.log.info(line, 'template.reported')
      // One that was written at the carrier and never sent from here is no business of ours yet.
      const held = known && (await holdTemplate(tx, workspaceId, known.id, deps.store.words.forUpdate))
      if (!held || held.state === 'draft') continue
      const now = deps.clock.now()
      const { at, providerTemplateId, state, quality, category, reason } = each
      const said = { state, quality, category, reason, at: at ?? now }
      await writeAfter(
        tx,
        deps,
        held,
        decideAfterNews(held, { ...said, ...(providerTemplateId !== null && { providerTemplateId }) }, now),
      )
    }
  }
}
