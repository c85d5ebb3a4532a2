/** @jsxImportSource preact */
import { render } from 'preact'
import '../ui/tokens.css'
import './portal.css'
import { App } from './App.tsx'
import { isLargeKept } from './settings.ts'

document.documentElement.classList.toggle('large', isLargeKept())
const root = document.getElementById('portal')
if (root) {
  // What the server wrote stays on the screen until this line; then the portal itself shows the same and more.
  root.replaceChildren()
  render(<App />, root)
}
