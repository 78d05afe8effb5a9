import { createRouter } from '@tanstack/react-router'
import { routeTree } from './routes.tsx'

/** The router of the app; a page's code is fetched when its link is pointed at. */
export function makeRouter() {
  return createRouter({
    routeTree,
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
