import type { Handlers } from '../../kernel/call.ts'
import { pageAnswer, pageOf } from '../../kernel/page.ts'
import type { Store } from '../../store/index.ts'
import { renderNotification } from './notification.ts'
import { notificationsOf } from './store.ts'

export function notificationRoutes({ store }: { store: Store }): Handlers<'notifications.list'> {
  return {
    async 'notifications.list'({ caller, query }) {
      const page = pageOf(query)
      const { total, notifications } = await notificationsOf(store.read, caller.workspaceId, query.state, page)
      return pageAnswer(page, total, notifications.map(renderNotification))
    },
  }
}
