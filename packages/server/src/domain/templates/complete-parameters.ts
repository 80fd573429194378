import { invalid } from '../../kernel/api-error.ts'
import type { Template, TemplateComponent } from './template.ts'
import { areNamed, headerMediaOf, variablesOf } from './variables.ts'

const PARAM = 'template.components'

/**
 * Refuses a send that does not give a value for every variable of its template, naming those that are missing, or gives
 * more than it has: the carrier would refuse it later (132000), and with a number only.
 */
export function refuseIncomplete({ components }: Pick<Template, 'components'>, given: unknown): void {
  const sent = readSent(given)
  const variables = variablesOf(components)
  for (const place of ['header', 'body'] as const) {
    const names = variables.filter((variable) => variable.place === place).map(({ name }) => name)
    const parameters = sent.filter(({ type }) => type === place).flatMap(parametersOf)
    refuseMedia(place, components, parameters)
    if (place === 'header' && headerMediaOf(components) !== null) continue
    refuseTexts(place, names, parameters)
  }
  refuseButtons(
    variables.flatMap(({ place, name }) => (place === 'button' ? name : [])),
    sent,
  )
}

interface Sent extends TemplateComponent {
  readonly type: string
}

function readSent(given: unknown): Sent[] {
  return (Array.isArray(given) ? (given as unknown[]) : []).map((component, index) => {
    const type = typeof component === 'object' && component !== null ? (component as TemplateComponent)['type'] : null
    if (typeof type !== 'string') throw invalid(`${PARAM}[${index}].type`, 'it must be header, body or button')
    return { ...(component as TemplateComponent), type: type.toLowerCase() }
  })
}

function parametersOf(component: Sent): TemplateComponent[] {
  const { parameters } = component
  return Array.isArray(parameters) ? parameters.map(objectOf) : []
}

function objectOf(value: unknown): TemplateComponent {
  return typeof value === 'object' && value !== null ? (value as TemplateComponent) : {}
}

function refuseMedia(
  place: 'header' | 'body',
  components: readonly TemplateComponent[],
  parameters: readonly TemplateComponent[],
): void {
  const media = place === 'header' ? headerMediaOf(components)?.toLowerCase() : undefined
  if (media === undefined) return
  const [first] = parameters
  if (first?.['type'] !== media || typeof first[media] !== 'object')
    throw invalid(PARAM, `the header needs a parameter of type ${media}`)
}

function refuseTexts(place: string, names: readonly string[], parameters: readonly TemplateComponent[]): void {
  const missing = areNamed(names)
    ? names.filter((name) => !parameters.some((each) => each['parameter_name'] === name && hasValue(each)))
    : names.filter((_, index) => !hasValue(parameters[index]))
  if (missing.length > 0) {
    const list = missing.map((name) => `{{${name}}}`).join(', ')
    throw invalid(PARAM, `the ${place} of the template needs a value for ${list}`)
  }
  if (parameters.length > names.length)
    throw invalid(
      PARAM,
      `the ${place} of the template has ${names.length} variables, and ${parameters.length} are given`,
    )
}

/** A text, or one of the types that are written by the reader's locale. */
function hasValue(parameter: TemplateComponent | undefined): boolean {
  if (parameter === undefined) return false
  const { type = 'text', text } = parameter
  if (type === 'text') return typeof text === 'string' && text !== ''
  return (type === 'currency' || type === 'date_time') && typeof parameter[type] === 'object'
}

function refuseButtons(needed: readonly string[], sent: readonly Sent[]): void {
  const given = sent.filter(({ type }) => type === 'button')
  const missing = needed.find(
    (place) => !given.some((each) => String(each['index']) === place && parametersOf(each).length > 0),
  )
  if (missing !== undefined) throw invalid(PARAM, `the button ${missing} of the template needs a value`)
}
