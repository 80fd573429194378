export type ReadObject =
  { readonly ok: true; readonly value: Record<string, unknown> } | { readonly ok: false; readonly fault: string }

/** A JSON object, or a sentence that says why it is none. */
export function readJsonObject(text: string): ReadObject {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ok: true, value: value as Record<string, unknown> }
    }
    return { ok: false, fault: 'It must be a JSON object, in braces.' }
  } catch (error) {
    return { ok: false, fault: `It is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}` }
  }
}
