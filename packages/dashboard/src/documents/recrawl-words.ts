/** How often a page is fetched again, in hours; what is offered. */
export const recrawlChoices = [
  { hours: 1, name: 'every hour' },
  { hours: 24, name: 'every day' },
  { hours: 168, name: 'every week' },
  { hours: 720, name: 'every 30 days' },
] as const

/** In words, also what was chosen by a program. */
export function recrawlName(hours: number | null): string {
  if (hours === null) return 'only when somebody asks for it'
  return recrawlChoices.find((choice) => choice.hours === hours)?.name ?? `every ${hours} hours`
}

/** What a list of choices has to hold, so that what was chosen by a program is one of them. */
export const choicesWith = (hours: number | null): readonly { readonly hours: number; readonly name: string }[] =>
  hours === null || recrawlChoices.some((choice) => choice.hours === hours)
    ? recrawlChoices
    : [...recrawlChoices, { hours, name: recrawlName(hours) }]
