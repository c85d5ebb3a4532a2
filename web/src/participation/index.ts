import { webRoom } from '#ui/room.ts'
import { findQuizzes } from './api.ts'

/** The office's side of quizzes: setting one up, what goes on in it, whom to look at, and the banks the questions come from. */
export const participation = webRoom({
  name: 'participation',
  routes: [
    { path: '/participation', load: async () => (await import('./ListPage.tsx')).ListPage },
    { path: '/participation/new', load: async () => (await import('./NewPage.tsx')).NewPage },
    { path: '/participation/$id', load: async () => (await import('./QuizPage.tsx')).QuizPage },
    { path: '/participation/$id/edit', load: async () => (await import('./EditPage.tsx')).EditPage },
    { path: '/participation/$id/preview', load: async () => (await import('./PreviewPage.tsx')).PreviewPage },
    { path: '/participation/$id/dry-run', load: async () => (await import('./DryRunPage.tsx')).DryRunPage },
    {
      path: '/participation/$id/suspicions',
      load: async () => (await import('./SuspicionsPage.tsx')).SuspicionsPage,
    },
    { path: '/participation/$id/ranking', load: async () => (await import('./RankingPage.tsx')).RankingPage },
    { path: '/participation/$id/draws', load: async () => (await import('./DrawsPage.tsx')).DrawsPage },
    {
      path: '/participation/$id/draws/$number/freeze',
      load: async () => (await import('./FreezePage.tsx')).FreezePage,
    },
    { path: '/participation/draws/$id/prizes', load: async () => (await import('./PrizesPage.tsx')).PrizesPage },
    { path: '/participation/draws/$id', load: async () => (await import('./DrawPage.tsx')).DrawPage },
    { path: '/participation/suspicions/$id', load: async () => (await import('./SuspicionPage.tsx')).SuspicionPage },
    { path: '/participation/banks', load: async () => (await import('./BanksPage.tsx')).BanksPage },
    { path: '/participation/banks/new', load: async () => (await import('./ImportBankPage.tsx')).ImportBankPage },
    { path: '/participation/banks/$id', load: async () => (await import('./BankPage.tsx')).BankPage },
    {
      path: '/participation/banks/$id/next',
      load: async () => (await import('./ImportBankPage.tsx')).ImportVersionPage,
    },
  ],
  find: findQuizzes,
})
