import { config } from 'zod'

// The schema library tries whether it may compile code at run time. The page's policy forbids it, and the attempt alone is reported as
// a breach; so it is told before the first schema is used.
config({ jitless: true })
