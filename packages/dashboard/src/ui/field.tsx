import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export const controlClass =
  'w-full rounded-lg border border-line-strong bg-surface px-3 py-1.5 text-sm text-ink placeholder:text-faint hover:border-faint aria-invalid:border-bad'

interface FieldProps {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  optional?: boolean
}

interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A label, its control, a hint and an error, tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId()
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter((part) => part !== null).join(' ')
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
        {optional && <span className="ml-1.5 font-normal text-faint">optional</span>}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-faint">
          {hint}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, error, optional, className, ...input }: FieldProps & ComponentProps<'input'>) {
  return (
    <Field {...{ label, hint, error, optional: optional ?? false }}>
      {(wiring) => <input {...wiring} {...input} className={classNames(controlClass, 'min-h-8.5', className)} />}
    </Field>
  )
}

export function TextArea({
  label,
  hint,
  error,
  optional,
  className,
  ...area
}: FieldProps & ComponentProps<'textarea'>) {
  return (
    <Field {...{ label, hint, error, optional: optional ?? false }}>
      {(wiring) => <textarea {...wiring} {...area} className={classNames(controlClass, className)} />}
    </Field>
  )
}

export function SelectField({
  label,
  hint,
  error,
  optional,
  className,
  ...select
}: FieldProps & ComponentProps<'select'>) {
  return (
    <Field {...{ label, hint, error, optional: optional ?? false }}>
      {(wiring) => <select {...wiring} {...select} className={classNames(controlClass, 'min-h-8.5 pr-8', className)} />}
    </Field>
  )
}

/** A box to tick, with its words beside it. */
export function Tick({
  label,
  hint,
  className,
  ...input
}: ComponentProps<'input'> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className={classNames('flex items-start gap-2.5 text-sm', className)}>
      <input type="checkbox" {...input} className="mt-0.5 size-4 shrink-0 accent-primary" />
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-xs text-faint">{hint}</span>}
      </span>
    </label>
  )
}
