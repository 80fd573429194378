/** The API's words, begun and ended as a sentence. */
export function asSentence(words: string): string {
  const begun = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]["”’)]?$/.test(begun) ? begun : `${begun}.`
}
