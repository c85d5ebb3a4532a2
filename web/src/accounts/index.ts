import { membersPage } from '#contract/accounts.ts'
import { webRoom } from '#ui/room.ts'

export { AccountLinks } from './parts/AccountLinks.tsx'

/** The page that stands before the shell for whoever must set up a second factor. */
export const loadEnrolment = async () => (await import('./Enrolment.tsx')).Enrolment

/** The page that stands before the shell for whoever must change a first password. */
export const loadFirstPassword = async () => (await import('./FirstPassword.tsx')).FirstPassword

/** Accounts (账号): whom the region's administrators let in, the log for the auditor, and everybody's own password. */
export const accounts = webRoom({
  name: 'accounts',
  routes: [
    { path: '/account', load: async () => (await import('./OwnPage.tsx')).OwnPage },
    { path: '/accounts', load: async () => (await import('./ListPage.tsx')).ListPage },
    { path: '/accounts/new', load: async () => (await import('./NewPage.tsx')).NewPage },
    { path: '/accounts/second-factor', load: async () => (await import('./RulePage.tsx')).RulePage },
    { path: '/accounts/work', load: async () => (await import('./WorkPage.tsx')).WorkPage },
    { path: '/accounts/log', load: async () => (await import('./LogPage.tsx')).LogPage },
    { path: '/accounts/$id', load: async () => (await import('./MemberPage.tsx')).MemberPage },
  ],
  find: async (api, words, signal) => {
    const found = await api.get('/accounts', membersPage, { params: { find: words, limit: 6 }, signal })
    return found.rows.map(({ id, name, username, unit }) => ({
      id,
      title: name,
      note: [username, unit].filter(Boolean).join('·'),
      to: `/accounts/${id}`,
    }))
  },
})
