import { matterChoices, matterDetail } from '#contract/matters/detail.ts'
import { strips } from '#contract/matters.ts'
import { useGet } from '#ui/api.ts'

export {
  type MatterChoices,
  type MatterDetail,
  type MatterEvent,
  type MatterExtension,
  type MatterOverride,
  type MatterPart,
  type MatterReport,
  matterCreated,
  matterDouble,
} from '#contract/matters/detail.ts'
export {
  type Because,
  feedbackKinds,
  type MatterFields,
  type MatterKind,
  type MatterLine,
  type MilestoneInput,
  matterKinds,
  matterLine,
  matterPage,
  matterStates,
  type PartInput,
  partRoles,
  type Strips,
  sourceKinds,
  urgencies,
} from '#contract/matters.ts'

/** One matter with everything its page shows, as of the bar's instant. */
export const useMatter = (id: string) => useGet(`/matters/${id}`, matterDetail)

/** What the forms offer: units, limits, rule sets, regions, and whether one may add a matter. */
export const useChoices = () => useGet('/matters/choices', matterChoices, { staleTime: 300_000 })

export const useStrips = () => useGet('/matters/strips', strips)
