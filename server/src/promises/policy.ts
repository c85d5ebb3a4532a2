import { ofRegion, type Sentence } from '#kernel/policy.ts'

/** Who may ask; which projects and matters they then see is said by the rooms that hold those. */
export const policy: Readonly<Record<'promises.read', Sentence<{ regionId: number }>>> = {
  'promises.read': ofRegion,
}
