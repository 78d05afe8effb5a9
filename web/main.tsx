import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './app/base.css'
import { Providers } from './app/providers.tsx'
import { makeQueryClient } from './app/queries.ts'
import { makeRouter } from './app/router.tsx'

const queries = makeQueryClient(() => {
  if (router.state.location.pathname === '/sign-in') return
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } })
})
const router = makeRouter()
// A page's code that was replaced by a newer build is fetched again with the app, but not over and over.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('sluice.reloaded'))
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem('sluice.reloaded', String(Date.now()))
  location.reload()
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <Providers queries={queries}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
)
