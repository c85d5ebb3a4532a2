import { ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { Dialog } from '#ui/Dialog.tsx'
import './projects.css'

type Props = { title: string; onClose: () => void; children: ReactNode }

/**
 * A dialogue with a form in it. A modal dialogue stands above everything else in the document, so the lists and calendars that controls
 * open must open within it, or they lie beneath and cannot be pressed.
 */
export function FormDialog({ title, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <ConfigProvider getPopupContainer={trigger => trigger?.closest('dialog') ?? document.body}>
        {children}
      </ConfigProvider>
    </Dialog>
  )
}
