import { z } from 'zod'
import { readMechanisms } from '#kernel/mechanisms.ts'
import type { StageOrder } from '../contradictions/index.ts'

const steps = z.array(z.object({ words: z.array(z.string()) }))
const body = z.object({ stages: steps, ends: steps })

/**
 * The place of a printed stage in the order of stages in force, which the projects room keeps in `mechanisms/project-stages` (this room
 * stands before it and reads the same file). The longest word wins, as there; an end (终止) has no place.
 */
export const stageOrder: StageOrder = (() => {
  const rules = readMechanisms('project-stages', body).get('default')
  if (!rules) throw new Error('mechanisms/project-stages/default.json is missing')
  const placed = [
    ...rules.stages.flatMap(({ words }, place) => words.map(word => ({ word, place }))),
    ...rules.ends.flatMap(({ words }) => words.map(word => ({ word, place: undefined }))),
  ].sort((a, b) => b.word.length - a.word.length)
  return printed => placed.find(({ word }) => printed.includes(word))?.place
})()
