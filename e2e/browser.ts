import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** A real browser. One for a file of walks; each walk opens a context of its own. */
export async function openBrowser(): Promise<Browser> {
  const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const executablePath = process.env.JIANGHAI_CHROMIUM ?? places.find(path => existsSync(path))
  if (!executablePath) throw new Error('no Chromium: on Debian, apt-get install chromium')
  return chromium.launch({
    // Without a UTF-8 locale Chromium cannot name a file in Chinese and calls every download “download”.
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
