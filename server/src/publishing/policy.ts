import { ofRegion, type Sentence } from '#kernel/policy.ts'

/** The home page shows each room's own answers, which ask their own verbs; here only belonging to the region counts. */
export const policy: Readonly<Record<'publishing.read', Sentence<{ regionId: number }>>> = {
  'publishing.read': ofRegion,
}
