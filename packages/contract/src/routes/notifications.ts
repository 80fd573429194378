import Type from 'typebox'
import { oneOf, pageQuery } from '../fields.ts'
import { page } from '../objects/envelope.ts'
import { Notification } from '../objects/message.ts'
import type { RouteRow } from '../route.ts'
import { sampleNotification, samplePageMeta } from '../samples.ts'
import { notificationStates } from '../states.ts'

export const notificationRoutes = {
  'notifications.list': {
    id: 'notifications.list',
    method: 'GET',
    path: '/v1/notifications',
    surface: 'v1',
    tag: 'Notifications',
    summary: 'List notices',
    description: 'What was, or would have been, mailed to the owners of the workspace. Newest first.',
    scope: 'account:read',
    query: Type.Object({ ...pageQuery, state: Type.Optional(oneOf(notificationStates)) }),
    reply: { status: 200, description: 'A page of notices.', schema: page(Notification) },
    errors: [],
    idempotent: false,
    example: { reply: { data: [sampleNotification], meta: samplePageMeta } },
  },
} as const satisfies Record<string, RouteRow>
