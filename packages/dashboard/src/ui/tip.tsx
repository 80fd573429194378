import * as Tooltip from '@radix-ui/react-tooltip'
import { createContext, type ReactNode, useContext } from 'react'

export const TipProvider = Tooltip.Provider

/** Where tips are drawn: in the open dialog, which covers everything that is outside of it; else at the page's end. */
export const TipPlace = createContext<HTMLElement | null>(null)

/** A hint on hover and focus. What it says must not be needed to use the page. */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  const place = useContext(TipPlace)
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal container={place}>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-xs text-canvas shadow-card"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
