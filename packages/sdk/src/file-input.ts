/** Files that are sent, in the forms in which programs have them. */

/** What a browser's form or the disk gives (`File`, `Blob`), or bytes or text with a name. */
export type FileInput =
  | Blob
  | {
      readonly name: string
      readonly data: Uint8Array | ArrayBuffer | Blob | string
      /** Media type; what the file is, its bytes decide. */
      readonly type?: string | undefined
    }

/** A body as a form. Made anew for each attempt, as a form is read once. Fields that are undefined or null are left out. */
export function printForm(body: object, fileField: string): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    if (value === undefined || value === null) continue
    if (name === fileField) appendFile(form, name, value as FileInput)
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  return form
}

function appendFile(form: FormData, field: string, file: FileInput): void {
  if (file instanceof Blob) {
    // A bare Blob has no name, and without one it would arrive as a text.
    form.append(field, file, 'name' in file ? String(file.name) : 'file')
    return
  }
  const parts = [file.data as Blob | ArrayBuffer | string]
  form.append(field, new Blob(parts, file.type === undefined ? {} : { type: file.type }), file.name)
}
