import { describe, expect, it } from 'vitest'
import { frontOf } from './serve.ts'

describe('what stands before the server', () => {
  it.each([
    [{}, {}],
    [{ public: 'https://jianghai.example' }, { publicOrigin: 'https://jianghai.example' }],
    [
      { public: 'https://jianghai.example/', proxy: '10.0.0.1, 10.1.0.0/24,::1' },
      { publicOrigin: 'https://jianghai.example', trustedProxies: ['10.0.0.1', '10.1.0.0/24', '::1'] },
    ],
  ])('is read from %j', (values, front) => {
    expect(frontOf(values)).toEqual(front)
  })

  it.each([
    [{ public: 'jianghai.example' }, 'app.public-unfit'],
    [{ public: 'https://jianghai.example/office' }, 'app.public-unfit'],
    [{ public: 'https://a@jianghai.example' }, 'app.public-unfit'],
    [{ public: 'https://jianghai.example', proxy: 'nginx' }, 'app.proxy-unfit'],
    [{ public: 'https://jianghai.example', proxy: '10.0.0.0/0' }, 'app.proxy-unfit'],
    [{ proxy: '10.0.0.1' }, 'app.proxy-needs-public'],
  ])('is refused as %j', (values, code) => {
    expect(() => frontOf(values)).toThrow(code)
  })
})
