import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder with the two pages of a built web application, as small as they may be, for tests of what the server writes into them. */
export async function aPortalRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'jianghai-portal-'))
  await writeFile(join(root, 'index.html'), '<!doctype html><title>the office</title>')
  await writeFile(
    join(root, 'portal.html'),
    '<!doctype html>\n<html lang="zh-CN"><head><title>江海协同</title></head><body><div id="portal"></div></body></html>',
  )
  return root
}
