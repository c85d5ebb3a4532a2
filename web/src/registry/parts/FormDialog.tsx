import { ConfigProvider } from 'antd'
import type { ReactNode } from 'react'
import { Dialog } from '#ui/Dialog.tsx'
import './formDialog.css'

/**
 * A dialogue with choices in it. What drops down stands in the dialogue itself: a modal one lies above the page, and a list put at the
 * end of the page would open beneath it, out of reach.
 */
export function FormDialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog title={title} onClose={onClose}>
      <ConfigProvider getPopupContainer={trigger => trigger?.closest('dialog') ?? document.body}>
        <div className="form-dialog">{children}</div>
      </ConfigProvider>
    </Dialog>
  )
}
