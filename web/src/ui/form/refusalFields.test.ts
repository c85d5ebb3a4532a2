import { describe, expect, it } from 'vitest'
import { FaultError, RefusalError } from '../api/errors.ts'
import { fieldsOf, nameOfPath } from './refusalFields.ts'

const refused = (rest: Partial<ConstructorParameters<typeof RefusalError>[1]>) =>
  new RefusalError(422, { code: 'a.b', params: {}, field: null, fields: [], ...rest })

describe('the fields a refusal is about', () => {
  it('are the lines the server sent', () => {
    const line = { path: 'body.parts.0.unit', code: 'a.c', params: { n: 1 } }
    expect(fieldsOf(refused({ field: 'other', fields: [line] }))).toEqual([{ ...line, path: 'parts.0.unit' }])
  })

  it('are the one field it named', () => {
    expect(fieldsOf(refused({ field: 'dueOn' }))).toEqual([{ path: 'dueOn', code: 'a.b', params: {} }])
  })

  it('are none when it is about the whole, or a fault', () => {
    expect(fieldsOf(refused({}))).toEqual([])
    expect(fieldsOf(new FaultError('server', 'x'))).toEqual([])
    expect(fieldsOf(null)).toEqual([])
  })
})

it('a path names a field of a list by its number', () => {
  expect(nameOfPath('parts.0.unit')).toEqual(['parts', 0, 'unit'])
})
