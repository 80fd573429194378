/** A ref for the field that a dialog opens with, where that is not its first: React's `autoFocus` comes before it is open. */
export const focusFirst = (field: HTMLElement | null): void => field?.setAttribute('autofocus', '')
