import type { ReactNode } from 'react'
import { RegionContext } from '#ui/api.ts'
import { EvidenceProvider } from '#ui/evidence/EvidenceProvider.tsx'
import { useMe } from '#ui/session.ts'

/**
 * What is drawn inside speaks with another region's records, where the reader may see some of them: a matter shared by its owner is read
 * and written there, evidence included. Without a region, or with the reader's own, nothing changes.
 */
export function InRegion({ region, children }: { region: number | undefined; children: ReactNode }) {
  const me = useMe()
  const foreign = region !== undefined && region !== me.region.id && me.regions.some(each => each.id === region)
  if (!foreign) return children
  return (
    <RegionContext value={region}>
      <EvidenceProvider>{children}</EvidenceProvider>
    </RegionContext>
  )
}
