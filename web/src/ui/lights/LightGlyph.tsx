import type { ReactNode } from 'react'
import type { Light } from '#contract/kernel.ts'
import './light.css'

/** The six shapes gain corners and weight as it gets worse; they differ in outline at 9 px and in one-colour print. */
const shapes: Record<Light, ReactNode> = {
  green: <circle cx="6" cy="6" r="5.2" fill="var(--l-g)" />,
  blue: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="var(--paper)" stroke="var(--l-b)" strokeWidth="1.4" />
      <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="var(--l-b)" />
    </>
  ),
  yellow: (
    <path
      d="M6 1.1 11.3 10.7H.7z"
      fill="var(--l-y-fill)"
      stroke="var(--l-y-edge)"
      strokeWidth="1.2"
      strokeLinejoin="round"
    />
  ),
  orange: <path d="M6 0 12 6 6 12 0 6z" fill="var(--l-o)" />,
  red: (
    <>
      <path d="M.8.8h10.4v10.4H.8z" fill="var(--l-r)" />
      <path d="M3 5h6v2H3z" fill="var(--paper)" />
    </>
  ),
  grey: (
    <circle cx="6" cy="6" r="4.5" fill="var(--paper)" stroke="var(--l-n)" strokeWidth="1.4" strokeDasharray="2.6 2.1" />
  ),
}

/** The shape of a light. Without a label it is decoration beside its character; with one it speaks for itself. */
export function LightGlyph({ light, label }: { light: Light; label?: string }) {
  if (label === undefined)
    return (
      <svg className="lt" viewBox="0 0 12 12" aria-hidden="true">
        {shapes[light]}
      </svg>
    )
  return (
    <svg className="lt" viewBox="0 0 12 12" role="img" aria-label={label}>
      <title>{label}</title>
      {shapes[light]}
    </svg>
  )
}
