import { createRootRoute, createRoute } from '@tanstack/react-router'
import { Shell } from './shell/Shell.tsx'
import { NotFound, Stumbled } from './shell/Stumbled.tsx'

/** All there is. */
export const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: Stumbled })
/** Pages with the shell around them. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: Stumbled,
})
export const inShell = () => shell
