import type { OrganisationType, PlaceLevel } from '#contract/registry.ts'
import { organisationTypes, placeLevels } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import { gazetteer } from '../../registry/index.ts'
import type { Gazetteer } from '../extract/index.ts'

// The reader speaks as pages do: a fact's type is a word of the page's language, not a code of the registry.
const organisationWords: Record<OrganisationType, string> = {
  firm: '企业',
  park: '园区',
  institute: '科研院所',
  university: '高校',
  platform: '平台',
  incubator: '孵化器',
  carrier: '载体',
  facility: '设施',
  chamber: '商会',
  association: '协会',
  alliance: '联盟',
  consortium: '联合体',
  union: '共同体',
  fund: '基金',
  bank: '银行',
  hospital: '医院',
  government: '党政机关',
  institution: '事业单位',
  press: '媒体',
  other: '机构',
}
const placeWords: Record<PlaceLevel, string> = {
  country: '国家',
  province: '省',
  prefecture: '市',
  district: '区',
  county: '县',
  'county-city': '县级市',
  'statistical-zone': '开发区',
  town: '镇',
  subdistrict: '街道',
  village: '村',
  'functional-zone': '园区',
  'own-zone': '园区',
  site: '地点',
}

/** The names the registry knows, as the reader takes them. */
export async function knownNames(ctx: Ctx): Promise<Gazetteer> {
  return (await gazetteer(ctx)).map(({ name, kind, type, full }) => {
    const word = wordOf(type)
    return { name, kind, ...(word === undefined ? {} : { type: word }), ...(full === undefined ? {} : { full }) }
  })
}

function wordOf(code: string | undefined): string | undefined {
  const organisation = organisationTypes.find(each => each === code)
  const place = placeLevels.find(each => each === code)
  return organisation ? organisationWords[organisation] : place ? placeWords[place] : code
}
