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
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <Providers queries={queries}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
)
