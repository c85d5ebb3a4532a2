/** @jsxImportSource preact */
import { render } from 'preact'
import '../ui/tokens.css'
import './portal.css'
import { App } from './App.tsx'
import { takeFirstScreen } from './firstScreen.ts'
import { isLargeKept } from './settings.ts'

document.documentElement.classList.toggle('large', isLargeKept())
const root = document.getElementById('portal')
if (root) {
  takeFirstScreen(root)
  render(<App />, root)
}
