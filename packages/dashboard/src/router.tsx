/** Every address of the dashboard, and the page that it leads to. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { ApiKeysPage } from './api-keys/api-keys-page.tsx'
import { EventsPage } from './events/events-page.tsx'
import { HomePage } from './home/home-page.tsx'
import { NotFoundPage, PageFailure } from './layout/page-failure.tsx'
import { Shell } from './layout/shell.tsx'
import { MessagesPage } from './messages/messages-page.tsx'
import { NotificationsPage } from './notifications/notifications-page.tsx'
import { readLogSearch } from './webhooks/log-search.ts'
import { LogTab } from './webhooks/log-tab.tsx'
import { NewWebhookPage } from './webhooks/new-webhook-page.tsx'
import { OverviewTab } from './webhooks/overview-tab.tsx'
import { RecoverTab } from './webhooks/recover-tab.tsx'
import { TestTab } from './webhooks/test-tab.tsx'
import { WebhookPage } from './webhooks/webhook-page.tsx'
import { WebhooksPage } from './webhooks/webhooks-page.tsx'

const root = createRootRoute({ component: Shell })
const at = () => root

// Each in a constant of its own: inside the array below their types would be lost.
const home = createRoute({ getParentRoute: at, path: '/', component: HomePage })
const messages = createRoute({ getParentRoute: at, path: '/messages', component: MessagesPage })
const events = createRoute({ getParentRoute: at, path: '/events', component: EventsPage })
const notifications = createRoute({ getParentRoute: at, path: '/notifications', component: NotificationsPage })
const apiKeys = createRoute({ getParentRoute: at, path: '/settings/api-keys', component: ApiKeysPage })
const webhooks = createRoute({ getParentRoute: at, path: '/settings/webhooks', component: WebhooksPage })
const newWebhook = createRoute({ getParentRoute: at, path: '/settings/webhooks/new', component: NewWebhookPage })

const webhook = createRoute({ getParentRoute: at, path: '/settings/webhooks/$webhookId', component: WebhookPage })
const ofWebhook = () => webhook
const overview = createRoute({ getParentRoute: ofWebhook, path: '/', component: OverviewTab })
const log = createRoute({ getParentRoute: ofWebhook, path: '/log', component: LogTab, validateSearch: readLogSearch })
const test = createRoute({ getParentRoute: ofWebhook, path: '/test', component: TestTab })
const recover = createRoute({ getParentRoute: ofWebhook, path: '/recover', component: RecoverTab })

const tree = root.addChildren([
  home,
  messages,
  events,
  notifications,
  apiKeys,
  webhooks,
  newWebhook,
  webhook.addChildren([overview, log, test, recover]),
])

export const router = createRouter({
  routeTree: tree,
  basepath: '/dashboard',
  defaultPreload: false,
  scrollRestoration: true,
  defaultErrorComponent: PageFailure,
  defaultNotFoundComponent: NotFoundPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
