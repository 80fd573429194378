import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'
import { Session } from './session/session.tsx'
import './styles.css'

const place = document.querySelector('#root')
if (place === null) throw new Error('The page has no #root')

createRoot(place).render(
  <StrictMode>
    <Session>
      <RouterProvider router={router} />
    </Session>
  </StrictMode>,
)
