import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { FaultError } from './api/errors.ts'
import { useLanguage } from './language/language.ts'
import { officeTheme } from './theme.ts'

/**
 * What every page of the office application stands in: the component library in our look and language, and the cache of answers.
 */
export function KitProvider({ client, children }: { client: QueryClient; children: ReactNode }) {
  const language = useLanguage()
  const theme = useMemo(officeTheme, [])
  useLayoutEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  }, [language])
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider
        theme={theme}
        locale={language === 'zh' ? zhCN : enUS}
        csp={{ nonce: styleNonce() }}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </QueryClientProvider>
  )
}

/** The cache of answers. A refusal is an answer and is not asked again; a cut connection is, once. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Offices run without the internet: the browser's idea of being offline says nothing about the way to our server.
        networkMode: 'always',
        staleTime: 10_000,
        retry: (count, error) => count < 1 && error instanceof FaultError && error.place === 'network',
      },
    },
  })
}

/** The nonce the server wrote into the page, which styles written at run time must carry. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}
