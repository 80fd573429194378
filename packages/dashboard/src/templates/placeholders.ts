/** The names between `{{` and `}}`, each once: numbers in their order, others as they come. */
export function placeholdersOf(text: string): string[] {
  const names = [...new Set([...text.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name))]
  return names.every(isNumber) ? names.sort((one, other) => Number(one) - Number(other)) : names
}

export const isNumber = (name: string): boolean => /^\d+$/.test(name)
