export {
  MOST_RENDERED,
  type ParsedTexts,
  parseField,
  parseTexts,
  renderField,
  renderTexts,
  type TemplateTexts,
  variablesMissing,
} from './email-template.ts'
export type { Template } from './parse-template.ts'
export { asIs, type Variables } from './render-template.ts'
export { emailTemplateRoutes } from './routes.ts'
export { templateById } from './store.ts'
