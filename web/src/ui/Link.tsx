import { Link as RouterLink } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { patched, textsOf, type UrlValues } from './urlState.ts'

type Props = {
  /** A path of the application, `/matters/…`. */
  to: string
  search?: UrlValues
  children: ReactNode
  className?: string
  title?: string
  'aria-label'?: string
  /** Marks a row's own link, which J, K and Enter move along. */
  row?: boolean
  /** Says that this is the page one is on. */
  current?: boolean
}

/** A link within the application. It keeps the day the bar stands at: who looks at a past day goes on looking at that day. */
export function Link({ to, search = {}, children, row = false, current, ...rest }: Props) {
  return (
    <RouterLink
      to={to}
      search={(before: unknown) => patched(search, { asOf: textsOf(before).asOf })}
      activeProps={{}}
      {...(current === undefined ? {} : { 'aria-current': current ? ('page' as const) : undefined })}
      {...(row ? { 'data-row-link': '' } : {})}
      {...rest}
    >
      {children}
    </RouterLink>
  )
}
