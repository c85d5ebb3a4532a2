import type { ReactNode } from 'react'
import { useLanguage } from './language/language.ts'
import './page.css'

type Props = {
  title: string
  /** One sentence beside the title: what matters here today. */
  lead?: ReactNode
  /** The line above the title: where this belongs, its number, its version. */
  crumb?: ReactNode
  /** Acts and links at the right end. */
  aside?: ReactNode
  /** The document's title, when the page's own would not do in a list of windows. */
  documentTitle?: string
}

/** The head of a page; also names the window. */
export function PageHead({ title, lead, crumb, aside, documentTitle = title }: Props) {
  const language = useLanguage()
  return (
    <>
      <title>{`${documentTitle}${language === 'zh' ? '·江海协同' : ' · Jianghai'}`}</title>
      {crumb !== undefined && <div className="crumb">{crumb}</div>}
      <div className="page-head">
        <h1>{title}</h1>
        {lead !== undefined && <p className="q">{lead}</p>}
        {aside !== undefined && <div className="aside">{aside}</div>}
      </div>
    </>
  )
}
