/** JSON with line breaks for people; text that is no JSON as it is. What was signed is shown raw beside it. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
