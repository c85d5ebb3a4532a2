import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type Product, startProduct } from './product.ts'
import { openBrowser, picturesOfFailures, signIn, type Visitor, visit } from './visitor.ts'

/**
 * Call once in a file: the product with the demonstration city is started, and whoever keeps the office's intake signs in and is handed to
 * `begin`; all of it goes at the end. Gives what opens a browser for somebody else.
 */
export function officeAtIntake(begin: (staff: Visitor) => void | Promise<void>): {
  another(viewport?: { width: number; height: number }): Promise<Visitor>
} {
  let product: Product
  let browser: Browser
  picturesOfFailures()
  beforeAll(async () => {
    ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
    const staff = await visit(browser, product)
    await signIn(staff, 'staff', '/intake')
    await begin(staff)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })
  return { another: viewport => visit(browser, product, viewport) }
}
