export interface ReadText {
  /** As the file itself says; null: it does not. */
  readonly title: string | null
  /** With the structure of Markdown. */
  readonly content: string
}
