import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '#ui/withoutEval.ts'
import '#ui/tokens.css'
import '#ui/base.css'
import { KitProvider, newQueryClient } from '#ui/KitProvider.tsx'
import './words.ts'
import { settleFirst } from './owedSignOut.ts'
import { SessionGate } from './SessionGate.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no place for the application')
settleFirst()
createRoot(root).render(
  <StrictMode>
    <KitProvider client={newQueryClient()}>
      <SessionGate />
    </KitProvider>
  </StrictMode>,
)
