/** Every address of the dashboard, and the page that it leads to. What not everybody opens is loaded when it is opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent as later } from '@tanstack/react-router'
import { ApiKeysPage } from './api-keys/api-keys-page.tsx'
import { readDocumentPlace } from './documents/document-place.ts'
import { readDocumentSearch } from './documents/document-search.ts'
import { EventsPage } from './events/events-page.tsx'
import { readFeedbackSearch } from './feedback/feedback-search.ts'
import { readGapSearch } from './gaps/gap-search.ts'
import { HomePage } from './home/home-page.tsx'
import { NotFoundPage, PageFailure } from './layout/page-failure.tsx'
import { Shell } from './layout/shell.tsx'
import { MessagesPage } from './messages/messages-page.tsx'
import { NotificationsPage } from './notifications/notifications-page.tsx'
import { readChatSearch } from './operations/chat-search.ts'
import { readSiteSearch } from './sites/site-search.ts'
import { readListSearch } from './suppressions/list-search.ts'
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
const message = createRoute({
  getParentRoute: at,
  path: '/messages/$messageId',
  component: later(() => import('./messages/message-page.tsx'), 'MessagePage'),
})
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

const channels = createRoute({
  getParentRoute: at,
  path: '/channels',
  component: later(() => import('./channels/channels-frame.tsx'), 'ChannelsFrame'),
})
const ofChannels = () => channels
const channelList = createRoute({
  getParentRoute: ofChannels,
  path: '/',
  component: later(() => import('./channels/channels-tab.tsx'), 'ChannelsTab'),
})
const routing = createRoute({
  getParentRoute: ofChannels,
  path: '/routing',
  component: later(() => import('./channels/routing-tab.tsx'), 'RoutingTab'),
})
const newChannel = createRoute({
  getParentRoute: at,
  path: '/channels/new',
  component: later(() => import('./channels/new-channel-page.tsx'), 'NewChannelPage'),
})
const channel = createRoute({
  getParentRoute: at,
  path: '/channels/$channelId',
  component: later(() => import('./channels/channel-page.tsx'), 'ChannelPage'),
})
const ofChannel = () => channel
const channelOverview = createRoute({
  getParentRoute: ofChannel,
  path: '/',
  component: later(() => import('./channels/overview-tab.tsx'), 'OverviewTab'),
})
const channelHistory = createRoute({
  getParentRoute: ofChannel,
  path: '/history',
  component: later(() => import('./channels/history-tab.tsx'), 'HistoryTab'),
})

const sessions = createRoute({
  getParentRoute: at,
  path: '/whatsapp/sessions',
  component: later(() => import('./sessions/sessions-page.tsx'), 'SessionsPage'),
})
const session = createRoute({
  getParentRoute: at,
  path: '/whatsapp/sessions/$sessionId',
  component: later(() => import('./sessions/session-page.tsx'), 'SessionPage'),
})

const templates = createRoute({
  getParentRoute: at,
  path: '/whatsapp/templates',
  component: later(() => import('./templates/templates-page.tsx'), 'TemplatesPage'),
})
const newTemplate = createRoute({
  getParentRoute: at,
  path: '/whatsapp/templates/new',
  component: later(() => import('./templates/new-template-page.tsx'), 'NewTemplatePage'),
})
const template = createRoute({
  getParentRoute: at,
  path: '/whatsapp/templates/$templateId',
  component: later(() => import('./templates/template-page.tsx'), 'TemplatePage'),
})

const domains = createRoute({
  getParentRoute: at,
  path: '/email/domains',
  component: later(() => import('./email-domains/domains-page.tsx'), 'DomainsPage'),
})
const domain = createRoute({
  getParentRoute: at,
  path: '/email/domains/$domainId',
  component: later(() => import('./email-domains/domain-page.tsx'), 'DomainPage'),
})
const suppressions = createRoute({
  getParentRoute: at,
  path: '/email/suppressions',
  component: later(() => import('./suppressions/suppressions-page.tsx'), 'SuppressionsPage'),
  validateSearch: readListSearch,
})

const usage = createRoute({
  getParentRoute: at,
  path: '/settings/usage',
  component: later(() => import('./usage/usage-frame.tsx'), 'UsageFrame'),
})
const ofUsage = () => usage
const usageByDay = createRoute({
  getParentRoute: ofUsage,
  path: '/',
  component: later(() => import('./usage/usage-tab.tsx'), 'UsageTab'),
})
const delivery = createRoute({
  getParentRoute: ofUsage,
  path: '/delivery',
  component: later(() => import('./usage/delivery-tab.tsx'), 'DeliveryTab'),
})
const billing = createRoute({
  getParentRoute: at,
  path: '/settings/billing',
  component: later(() => import('./billing/billing-page.tsx'), 'BillingPage'),
})

const documents = createRoute({
  getParentRoute: at,
  path: '/knowledge/documents',
  component: later(() => import('./documents/documents-page.tsx'), 'DocumentsPage'),
  validateSearch: readDocumentSearch,
})
const document = createRoute({
  getParentRoute: at,
  path: '/knowledge/documents/$documentId',
  component: later(() => import('./documents/document-page.tsx'), 'DocumentPage'),
  validateSearch: readDocumentPlace,
})
const site = createRoute({
  getParentRoute: at,
  path: '/knowledge/site',
  component: later(() => import('./sites/settings-page.tsx'), 'SettingsPage'),
  validateSearch: readSiteSearch,
})
const tryIt = createRoute({
  getParentRoute: at,
  path: '/knowledge/try',
  component: later(() => import('./try-it/try-page.tsx'), 'TryPage'),
  validateSearch: readSiteSearch,
})
const rollouts = createRoute({
  getParentRoute: at,
  path: '/knowledge/rollouts',
  component: later(() => import('./rollouts/rollouts-page.tsx'), 'RolloutsPage'),
  validateSearch: readSiteSearch,
})
const rollout = createRoute({
  getParentRoute: at,
  path: '/knowledge/rollouts/$rolloutId',
  component: later(() => import('./rollouts/rollout-page.tsx'), 'RolloutPage'),
  validateSearch: readSiteSearch,
})
const gaps = createRoute({
  getParentRoute: at,
  path: '/knowledge/gaps',
  component: later(() => import('./gaps/gaps-page.tsx'), 'GapsPage'),
  validateSearch: readGapSearch,
})
const feedback = createRoute({
  getParentRoute: at,
  path: '/knowledge/feedback',
  component: later(() => import('./feedback/feedback-page.tsx'), 'FeedbackPage'),
  validateSearch: readFeedbackSearch,
})
const chat = createRoute({
  getParentRoute: at,
  path: '/operations/chat',
  component: later(() => import('./operations/chat-page.tsx'), 'ChatPage'),
  validateSearch: readChatSearch,
})
const chatSession = createRoute({
  getParentRoute: at,
  path: '/operations/chat/$sessionId',
  component: later(() => import('./operations/session-page.tsx'), 'SessionPage'),
  validateSearch: readSiteSearch,
})

const tree = root.addChildren([
  home,
  messages,
  message,
  channels.addChildren([channelList, routing]),
  newChannel,
  channel.addChildren([channelOverview, channelHistory]),
  sessions,
  session,
  templates,
  newTemplate,
  template,
  domains,
  domain,
  suppressions,
  documents,
  document,
  site,
  tryIt,
  rollouts,
  rollout,
  gaps,
  feedback,
  chat,
  chatSession,
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
