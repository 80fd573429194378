import type { Template } from '@posthorn/sdk'
import { useMissingScope } from '../session/me.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Badge, Chip } from '../ui/badge.tsx'
import { Section } from '../ui/card.tsx'
import { Page } from '../ui/page.tsx'
import { ScopeGate } from '../ui/scope-gate.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { ApprovalSection } from './approval-section.tsx'
import { DeleteTemplate } from './delete-template.tsx'
import { MessagePreview } from './message-preview.tsx'
import { examplesOf, readComponents } from './read-components.ts'
import { useTemplate } from './template.ts'
import { categories } from './template-words.ts'

export function TemplatePage() {
  const missing = useMissingScope('whatsapp:read')
  return (
    <>
      <BackLink to="/whatsapp/templates">WhatsApp templates</BackLink>
      <ScopeGate missing={missing} scope="whatsapp:read">
        <OneTemplate />
      </ScopeGate>
    </>
  )
}

function OneTemplate() {
  const template = useTemplate()
  return (
    <Page
      title={template.name}
      heading={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="min-w-0 break-all">{template.name}</span>
          <StateBadge state={template.status} />
          {template.simulated && <Badge tone="warn">simulated: nobody reviews it</Badge>}
        </span>
      }
      description={`${template.language} · ${categories[template.category].name}`}
    >
      <div className="space-y-5">
        <ApprovalSection template={template} />
        <MessageSection template={template} />
        <DeleteTemplate template={template} />
      </div>
    </Page>
  )
}

function MessageSection({ template: { components, variables } }: { template: Template }) {
  return (
    <Section title="The message" description="With the examples that the reviewer sees in place of its variables.">
      <div className="flex flex-wrap items-start gap-x-10 gap-y-6">
        <div className="min-w-0 flex-1 basis-72">
          <MessagePreview components={components} />
        </div>
        <div className="min-w-0 flex-1 basis-60">
          <h3 className="mb-2 text-sm font-medium">What a send gives values for</h3>
          {variables.length === 0 ? (
            <p className="text-sm text-soft">Nothing: it has no variables.</p>
          ) : (
            <ul className="space-y-2 text-sm">
              {variables.map((variable) => (
                <VariableRow
                  key={`${variable.place} ${variable.name}`}
                  variable={variable}
                  where={placeOf(components, variable)}
                  example={exampleOf(components, variable)}
                />
              ))}
            </ul>
          )}
        </div>
      </div>
    </Section>
  )
}

type Variable = Template['variables'][number]

const exampleOf = (components: Template['components'], { place, name }: Variable): string | null =>
  place === 'button' ? null : (examplesOf(components, place).get(name) ?? null)

/** Buttons are told by their place from 0. */
const placeOf = (components: Template['components'], { place, name }: Variable): string =>
  place === 'button'
    ? `in “${readComponents(components).buttons[Number(name)]?.text ?? ''}”`
    : `in the ${place === 'body' ? 'text' : place}`

interface VariableRowProps {
  variable: Variable
  where: string
  example: string | null
}

function VariableRow({ variable: { place, name }, where, example }: VariableRowProps) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <Chip>{place === 'button' ? `button ${name}` : `{{${name}}}`}</Chip>
      <span className="text-xs text-faint">{where}</span>
      {example !== null && <span className="min-w-0 break-words text-soft">such as “{example}”</span>}
    </li>
  )
}
