import { ApiError, invalid } from '../../kernel/api-error.ts'
import { type Answer, type Call, dataAnswer } from '../../kernel/call.ts'
import { accountOf } from './find-desk.ts'
import { readComponents } from './read-components.ts'
import { renderTemplate } from './render-template.ts'
import { insertNewTemplates, templatesByName } from './store.ts'
import { newTemplate, SIMULATED_ACCOUNT, type Template } from './template.ts'
import type { TemplateDeps } from './template-deps.ts'

/** Keeps a draft for the account of a channel; where no carrier approves templates, for the simulator. */
export async function writeTemplate(deps: TemplateDeps, call: Call<'templates.create'>): Promise<Answer> {
  const { body, caller } = call
  const { name, language, category } = body
  const components = readComponents(body.components, category)
  const place = await placeOf(deps, call)
  const now = deps.clock.now()
  const id = deps.newId.prefixed('tpl')
  const { workspaceId } = caller
  const template = newTemplate({ ...place, id, workspaceId, name, language, category, components }, now)
  return deps.write(call, async (tx) => {
    if ((await insertNewTemplates(tx, [template])).size === 0) {
      const known = (await templatesByName(tx, workspaceId, place.account, name)).find(
        (each) => each.language === language,
      )
      throw new ApiError('DUPLICATE_TEMPLATE', {
        param: 'name',
        words: { name, language, template_id: known?.id ?? '' },
      })
    }
    return dataAnswer(201, renderTemplate(template, now))
  })
}

async function placeOf(
  { lines }: TemplateDeps,
  { body, caller }: Call<'templates.create'>,
): Promise<Pick<Template, 'channelId' | 'account'>> {
  const entered = await lines.entered(caller.workspaceId)
  if (body.channel_id !== undefined && !entered.some(({ channel }) => channel.id === body.channel_id))
    throw invalid('channel_id', 'the workspace has no such channel')
  const wanted = entered.filter(({ channel }) => body.channel_id === undefined || channel.id === body.channel_id)
  const chosen = wanted
    .flatMap((ready) => ({ channelId: ready.channel.id, account: accountOf(ready), position: ready.channel.position }))
    .sort((one, other) => (one.position ?? Infinity) - (other.position ?? Infinity))
    .find(({ account }) => account !== null)
  if (body.channel_id !== undefined && !chosen)
    throw invalid('channel_id', 'the carrier of this channel has no templates')
  // Nothing that a test key does leaves the building.
  if (!chosen || caller.simulated) return { channelId: null, account: SIMULATED_ACCOUNT }
  return { channelId: chosen.channelId, account: chosen.account ?? SIMULATED_ACCOUNT }
}
