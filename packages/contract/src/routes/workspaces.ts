import Type from 'typebox'
import { body, oneOf, pathId, text } from '../fields.ts'
import { Workspace } from '../objects/access.ts'
import { one } from '../objects/envelope.ts'
import { CreditAlert } from '../objects/usage.ts'
import { planIds } from '../plans.ts'
import type { RouteRow } from '../route.ts'
import { sampleIds, sampleWorkspace } from '../samples.ts'

const params = Type.Object({ workspace_id: pathId('workspace', 'The workspace of the key.') })

export const workspaceRoutes = {
  'workspaces.get': {
    id: 'workspaces.get',
    method: 'GET',
    path: '/v1/workspaces/{workspace_id}',
    surface: 'v1',
    tag: 'Workspaces',
    summary: 'Read the workspace',
    description: 'A workspace other than that of the key is answered with 403, one that does not exist with 404.',
    scope: 'account:read',
    params,
    reply: { status: 200, description: 'The workspace.', schema: one(Workspace) },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: { params: { workspace_id: sampleIds.workspace }, reply: { data: sampleWorkspace } },
  },
  'workspaces.update': {
    id: 'workspaces.update',
    method: 'PATCH',
    path: '/v1/workspaces/{workspace_id}',
    surface: 'v1',
    tag: 'Workspaces',
    summary: 'Change the workspace',
    description:
      'Changes what is given and leaves the rest. `owner_emails` are those who get alerts. A new `plan` holds at once and emits `plan.changed`: the credits of the month become those of the new plan less what was spent.',
    scope: 'admin',
    params,
    body: body({
      name: Type.Optional(text('Shown in the dashboard and in notices.', { minLength: 1, maxLength: 100 })),
      owner_emails: Type.Optional(
        Type.Array(Type.String({ format: 'email', maxLength: 320 }), {
          maxItems: 20,
          description: 'Who gets alerts; replaces the whole list.',
        }),
      ),
      plan: Type.Optional(oneOf(planIds, { description: 'What is booked; `default` charges nothing.' })),
      credit_alert: Type.Optional(Type.Partial(CreditAlert)),
    }),
    reply: { status: 200, description: 'The workspace as it is now.', schema: one(Workspace) },
    errors: ['TENANT_ACCESS_DENIED'],
    idempotent: false,
    example: {
      params: { workspace_id: sampleIds.workspace },
      body: { name: 'Acme', owner_emails: ['ops@example.com'], credit_alert: { threshold_percentage: 20 } },
      reply: { data: sampleWorkspace },
    },
  },
} as const satisfies Record<string, RouteRow>
