import type { TestProject } from 'vitest/node'
import { type Place, placeOn, startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The demonstration city as the product's first start left it, to copy from, and what that first start said. */
    city: { data: string; database: string | undefined; said: string }
  }
}

let place: Place | undefined

/** Starts the product on an empty place once in a run, as a newcomer does: it loads the city, serves, and is stopped. */
export async function setup(project: TestProject): Promise<void> {
  place = await placeOn(project.getProvidedContext().postgresUrl)
  const product = await startProduct({ place })
  const code = await product.stop()
  if (code !== 0) throw new Error(`the first start ended with ${code}:\n${product.said()}`)
  project.provide('city', {
    data: place.data,
    database: place.environment.DATABASE_URL || undefined,
    said: product.said(),
  })
}

export async function teardown(): Promise<void> {
  await place?.remove()
}
