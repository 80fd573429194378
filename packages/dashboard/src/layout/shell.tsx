import { Outlet, useRouterState } from '@tanstack/react-router'
import { Menu, X } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { Announcements } from '../ui/announcements.tsx'
import { LoadingRows } from '../ui/loading.tsx'
import { TipProvider } from '../ui/tip.tsx'
import { Account } from './account.tsx'
import { Navigation } from './navigation.tsx'
import { PosthornMark } from './posthorn-mark.tsx'
import { RateNotice } from './rate-notice.tsx'
import { StartFailure } from './start-failure.tsx'

/** The frame of every page: navigation on the left, or behind a button where there is no room for it. */
export function Shell() {
  return (
    <TipProvider delayDuration={300}>
      <StartFailure>
        <Suspense fallback={<LoadingRows rows={6} />}>
          <Frame />
        </Suspense>
      </StartFailure>
      <Announcements />
    </TipProvider>
  )
}

function Frame() {
  const [open, setOpen] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  useEffect(() => setOpen(false), [path])
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to the content
      </a>
      <aside className="border-b border-line lg:sticky lg:top-0 lg:flex lg:h-dvh lg:flex-col lg:overflow-y-auto lg:border-r lg:border-b-0">
        <div className="flex items-center gap-3 px-4 py-3 lg:px-6 lg:pt-6 lg:pb-5">
          <PosthornMark className="size-8" />
          <span className="flex-1 text-lg font-semibold tracking-tight">Posthorn</span>
          <button
            type="button"
            aria-expanded={open}
            aria-controls="navigation"
            aria-label={open ? 'Close the menu' : 'Open the menu'}
            onClick={() => setOpen(!open)}
            className="rounded-lg p-2 hover:bg-sunken lg:hidden"
          >
            {open ? <X className="size-5" aria-hidden /> : <Menu className="size-5" aria-hidden />}
          </button>
        </div>
        <div
          id="navigation"
          className={`${open ? 'flex' : 'hidden'} flex-1 flex-col justify-between gap-8 px-3 pb-5 lg:flex`}
        >
          <Navigation onGo={() => setOpen(false)} />
          <Account />
        </div>
      </aside>
      <main id="content" tabIndex={-1} className="min-w-0 px-4 py-6 outline-none sm:px-8 lg:py-9">
        <RateNotice />
        <Suspense fallback={<LoadingRows />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
