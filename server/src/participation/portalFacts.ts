import type { Fact } from '#contract/participation/told.ts'
import { type Html, html } from '#kernel/http/html.ts'

/** A list of facts as the portal writes it. */
export const facts = (list: readonly Fact[]): Html =>
  html`<dl class="facts">${list.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
