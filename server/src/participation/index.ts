export { closeExpired } from './commands/closeExpired.ts'
export { rankingAt } from './queries/rankingAt.ts'
export type { RankedThen } from './store/ranking.ts'
