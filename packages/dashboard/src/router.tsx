/** Every address of the dashboard, and the page that it leads to. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { ApiKeysPage } from './api-keys/api-keys-page.tsx'
import { BillingPage } from './billing/billing-page.tsx'
import { ChannelPage } from './channels/channel-page.tsx'
import { ChannelsFrame } from './channels/channels-frame.tsx'
import { ChannelsTab } from './channels/channels-tab.tsx'
import { HistoryTab } from './channels/history-tab.tsx'
import { NewChannelPage } from './channels/new-channel-page.tsx'
import { OverviewTab as ChannelOverviewTab } from './channels/overview-tab.tsx'
import { RoutingTab } from './channels/routing-tab.tsx'
import { DomainPage } from './email-domains/domain-page.tsx'
import { DomainsPage } from './email-domains/domains-page.tsx'
import { EventsPage } from './events/events-page.tsx'
import { HomePage } from './home/home-page.tsx'
import { NotFoundPage, PageFailure } from './layout/page-failure.tsx'
import { Shell } from './layout/shell.tsx'
import { MessagePage } from './messages/message-page.tsx'
import { MessagesPage } from './messages/messages-page.tsx'
import { NotificationsPage } from './notifications/notifications-page.tsx'
import { SuppressionsPage } from './suppressions/suppressions-page.tsx'
import { DeliveryTab } from './usage/delivery-tab.tsx'
import { UsageFrame } from './usage/usage-frame.tsx'
import { UsageTab } from './usage/usage-tab.tsx'
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
const message = createRoute({ getParentRoute: at, path: '/messages/$messageId', component: MessagePage })
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

const channels = createRoute({ getParentRoute: at, path: '/channels', component: ChannelsFrame })
const ofChannels = () => channels
const channelList = createRoute({ getParentRoute: ofChannels, path: '/', component: ChannelsTab })
const routing = createRoute({ getParentRoute: ofChannels, path: '/routing', component: RoutingTab })
const newChannel = createRoute({ getParentRoute: at, path: '/channels/new', component: NewChannelPage })
const channel = createRoute({ getParentRoute: at, path: '/channels/$channelId', component: ChannelPage })
const ofChannel = () => channel
const channelOverview = createRoute({ getParentRoute: ofChannel, path: '/', component: ChannelOverviewTab })
const channelHistory = createRoute({ getParentRoute: ofChannel, path: '/history', component: HistoryTab })

const domains = createRoute({ getParentRoute: at, path: '/email/domains', component: DomainsPage })
const domain = createRoute({ getParentRoute: at, path: '/email/domains/$domainId', component: DomainPage })
const suppressions = createRoute({ getParentRoute: at, path: '/email/suppressions', component: SuppressionsPage })

const usage = createRoute({ getParentRoute: at, path: '/settings/usage', component: UsageFrame })
const ofUsage = () => usage
const usageByDay = createRoute({ getParentRoute: ofUsage, path: '/', component: UsageTab })
const delivery = createRoute({ getParentRoute: ofUsage, path: '/delivery', component: DeliveryTab })
const billing = createRoute({ getParentRoute: at, path: '/settings/billing', component: BillingPage })

const tree = root.addChildren([
  home,
  messages,
  message,
  channels.addChildren([channelList, routing]),
  newChannel,
  channel.addChildren([channelOverview, channelHistory]),
  domains,
  domain,
  suppressions,
  usage.addChildren([usageByDay, delivery]),
  billing,
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
