import { describe, expect, it } from 'vitest'
import { addressOf, placeOf } from './place.ts'

const quiz = '0197c7c3-7a2e-7000-8000-000000000001'
const attempt = '0197c7c3-7a2e-7000-8000-000000000002'

describe('a place in the portal', () => {
  it.each([
    '/portal/320600',
    '/portal/320600/own',
    `/portal/320600/quiz/${quiz}`,
    `/portal/320600/quiz/${quiz}/ranking`,
    `/portal/320600/quiz/${quiz}/draws`,
    `/portal/320600/quiz/${quiz}/draws/${attempt}`,
    `/portal/320600/quiz/${quiz}/bank`,
    `/portal/320600/quiz/${quiz}/poster`,
    `/portal/320600/quiz/${quiz}/attempt/${attempt}`,
  ])('%s is found and leads back to itself', address => {
    const place = placeOf(address, '')
    expect(place.page).not.toBe('lost')
    expect(addressOf(place)).toBe(address)
    expect(placeOf(`${address}/`, '')).toEqual(place)
  })

  it.each(['/portal', '/portal/1', '/portal/320600/quiz/1', '/portal/320600/nowhere', '/'])('%s is none', address => {
    expect(placeOf(address, '').page).toBe('lost')
  })

  it.each([
    ['/portal/320600/own', '/portal/320600/own'],
    ['//evil.example', '/portal/320600'],
    ['https://evil.example', '/portal/320600'],
    ['/portal/320600//evil.example', '/portal/320600'],
    ['/portal/310107/own', '/portal/320600'],
    ['/portal/3206001', '/portal/320600'],
    ['', '/portal/320600'],
  ])('after signing in, %s leads to %s', (asked, next) => {
    expect(placeOf('/portal/320600/sign-in', `?next=${encodeURIComponent(asked)}`)).toMatchObject({ next })
  })
})
