import { createContext, use } from 'react'

/** How the frame signs out; the session above the router knows. */
export const SignOutContext = createContext<() => void>(() => undefined)

export const useSignOut = () => use(SignOutContext)
