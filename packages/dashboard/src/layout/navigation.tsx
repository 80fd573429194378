import type { Scope } from '@posthorn/sdk'
import { Link } from '@tanstack/react-router'
import {
  AtSign,
  Bell,
  Cable,
  ChartColumn,
  CircleQuestionMark,
  CreditCard,
  Globe,
  House,
  KeyRound,
  Layers,
  LayoutTemplate,
  Library,
  Lock,
  MailX,
  MessageCircle,
  MessagesSquare,
  MessageSquareText,
  Radio,
  Smartphone,
  ThumbsUp,
  Webhook,
} from 'lucide-react'
import { useMe } from '../session/me.ts'

const sections = [
  {
    name: 'Workspace',
    places: [
      { to: '/', name: 'Overview', icon: House, scope: null },
      { to: '/events', name: 'Events', icon: Radio, scope: 'webhooks:read' },
      { to: '/notifications', name: 'Notifications', icon: Bell, scope: 'account:read' },
    ],
  },
  {
    name: 'Sending',
    places: [
      { to: '/messages', name: 'Messages', icon: MessageSquareText, scope: null },
      { to: '/channels', name: 'Channels', icon: Cable, scope: 'channels:read' },
      { to: '/whatsapp/sessions', name: 'WhatsApp sessions', icon: Smartphone, scope: 'whatsapp:read' },
      { to: '/whatsapp/templates', name: 'WhatsApp templates', icon: LayoutTemplate, scope: 'whatsapp:read' },
      { to: '/email/domains', name: 'Email domains', icon: AtSign, scope: 'email:write' },
      { to: '/email/suppressions', name: 'Suppressions', icon: MailX, scope: 'email:write' },
    ],
  },
  {
    name: 'Knowledge',
    places: [
      { to: '/knowledge/documents', name: 'Documents', icon: Library, scope: 'documents:read' },
      { to: '/knowledge/try', name: 'Try it', icon: MessageCircle, scope: 'chat:write' },
      { to: '/knowledge/gaps', name: 'Gaps', icon: CircleQuestionMark, scope: 'documents:read' },
      { to: '/knowledge/feedback', name: 'Feedback', icon: ThumbsUp, scope: 'conversations:read' },
      { to: '/knowledge/rollouts', name: 'Content rollouts', icon: Layers, scope: 'documents:read' },
    ],
  },
  {
    name: 'Operations',
    places: [{ to: '/operations/chat', name: 'Chat', icon: MessagesSquare, scope: 'account:read' }],
  },
  {
    name: 'Settings',
    places: [
      { to: '/knowledge/site', name: 'Site', icon: Globe, scope: 'documents:read' },
      { to: '/settings/webhooks', name: 'Webhooks', icon: Webhook, scope: 'webhooks:read' },
      { to: '/settings/api-keys', name: 'API keys', icon: KeyRound, scope: 'admin' },
      { to: '/settings/usage', name: 'Usage', icon: ChartColumn, scope: 'account:read' },
      { to: '/settings/billing', name: 'Billing', icon: CreditCard, scope: 'account:read' },
    ],
  },
] as const satisfies { name: string; places: { to: string; name: string; icon: unknown; scope: Scope | null }[] }[]

export function Navigation({ onGo }: { onGo?: () => void }) {
  const me = useMe()
  return (
    <nav aria-label="Main" className="space-y-6">
      {sections.map(({ name, places }) => (
        <div key={name}>
          <p className="px-3 pb-1.5 text-xs font-medium text-faint">{name}</p>
          <ul className="space-y-0.5">
            {places.map(({ to, name: place, icon: Icon, scope }) => (
              <li key={to}>
                <Link
                  to={to}
                  {...(onGo ? { onClick: onGo } : {})}
                  activeOptions={{ exact: to === '/' }}
                  className="flex items-center gap-3 rounded-lg px-3 py-2 text-sm"
                  activeProps={{ className: 'bg-surface font-medium text-ink shadow-card ring-1 ring-line' }}
                  inactiveProps={{ className: 'text-soft hover:bg-sunken hover:text-ink' }}
                >
                  <Icon className="size-4 shrink-0" aria-hidden />
                  <span className="flex-1">{place}</span>
                  {scope !== null && !me.canonical_scopes.includes(scope) && (
                    <Lock className="size-3.5 text-faint" aria-label={`needs the scope ${scope}`} />
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
