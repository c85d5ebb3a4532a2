import { webRoom } from '#ui/room.ts'
import { findMeetings } from './api.ts'

/** Meetings: the list, one meeting with agenda, outcomes and minutes, and the review pack (点评册). */
export const gatherings = webRoom({
  name: 'gatherings',
  routes: [
    { path: '/gatherings', load: async () => (await import('./ListPage.tsx')).ListPage },
    { path: '/gatherings/$id', load: async () => (await import('./MeetingPage.tsx')).MeetingPage },
    { path: '/gatherings/$id/pack', load: async () => (await import('./PackPage.tsx')).PackPage, slim: true },
  ],
  find: findMeetings,
})
