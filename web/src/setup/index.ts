export { NotSetUpNote } from './NotSetUpNote.tsx'

/** The address of the first set-up, printed by the terminal with the token behind `#`. */
export const SET_UP_PATH = '/setup'
/** Loads the page of the first set-up: most people never see it. */
export const loadSetUpPage = async () => ({ default: (await import('./SetUpPage.tsx')).SetUpPage })
