import { describe, expect, test } from 'vitest'
import { readJson } from './jsonBody.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const raw = (...parts: ReadonlyArray<string | number[]>) =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'string' ? [...bytes(part)] : part)))
const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

const accepted: readonly string[] = [
  ...['{}', '[]', '""', '0', '-0', '1', '-1', '1.5', '1e3', '1E3', '1e+3', '1e-3', '0.5e10', 'true', 'false', 'null'],
  ...[' {} ', '\t[\n1\r,\n2 ]\n', '{ "a" : 1 }', '[[],{}]', '{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"":0}'],
  ...[
    '"江海协同"',
    '"\\u6c5f"',
    '"😀"',
    '"\\ud83d\\ude00"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"\\\\"',
    '["\\\\","\\""]',
    '" "',
  ],
  ...[
    '"\u2028\u2029"',
    '"\u007f"',
    '"\u202e"',
    '"\\u202e"',
    '"\ufeff"',
    '"{\\"a\\":1,\\"a\\":2}"',
    '"[[[[["',
    '"a:b,c"',
  ],
  ...[
    '{"a":"a","b":"a"}',
    '{"a\\"":1,"a":2}',
    '{"A":1,"a":2}',
    '{"é":1,"e\u0301":2}',
    '{"prototype":1}',
    '{"a":"__proto__"}',
  ],
  ...[
    '["__proto__","constructor"]',
    '{"_proto_":1}',
    '{"toString":1,"valueOf":2}',
    '9007199254740991',
    '1.7976931348623157e308',
  ],
  ...[
    '1e-400',
    '123456789012345678901234567890',
    nested('[', ']', 32),
    '{"length":-1}',
    '{"0":1,"1":2}',
    '{"a":[1,{"a":2}],"b":[]}',
  ],
]

const broken: readonly (string | Uint8Array)[] = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[',
    ']',
    '[1',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,',
    '"',
    '"a',
    '"\\"',
    '"\\',
    '\\',
    ',',
    ':',
  ],
  ...[
    '[1,]',
    '[,1]',
    '[,]',
    '[1,,2]',
    '[1 2]',
    '[1]]',
    '[1]x',
    '{}{}',
    '[][]',
    '{}1',
    '1 2',
    '{"a":1,}',
    '{,"a":1}',
    '{"a" 1}',
  ],
  ...[
    '{a:1}',
    "{'a':1}",
    "['a']",
    '{1:1}',
    '{null:1}',
    '{"a":1 "b":2}',
    '{"a"::1}',
    '{:1}',
    '{"a":1;"b":2}',
    '{[]:1}',
    '{{}}',
  ],
  ...[
    '01',
    '-01',
    '+1',
    '.5',
    '5.',
    '1e',
    '1e+',
    '1.e1',
    '0x10',
    '0b1',
    '0o7',
    '1_000',
    '--1',
    '-',
    '1,5',
    '１',
    '²',
    'Ⅳ',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    'nul',
    'True',
    'TRUE',
    'nulll',
    'truefalse',
    'None',
    '[NaN]',
    '{"a":NaN}',
  ],
  ...[
    '"\t"',
    '"\n"',
    '"\u0000"',
    '"\u001f"',
    '"\\x41"',
    '"\\u12"',
    '"\\u12G4"',
    '"\\0"',
    '"\\\'"',
    '"\\U0041"',
    '"a"b"',
  ],
  ...[
    '// a\n{}',
    '{}/* a */',
    '[1]#',
    '<a/>',
    'a=1',
    '\u00a0{}',
    '\u3000[]',
    '[1]\u0000',
    '\u000b[]',
    '\f1',
    '{}\u00a0',
    '[1]\u2028',
  ],
  ...['\ufeff{}', '\ufeff', '{}\ufeff', '*', '$', '[*]', '["a"', '[{}', '[{]', '{[}', '[}', '{]', '["a\\', '["\\u00"]'],
  raw([0xff]),
  raw('"', [0xc3], '"'),
  raw('"', [0xc0, 0xaf], '"'),
  raw('"', [0xe0, 0x80, 0x80], '"'),
  raw('"', [0xed, 0xa0, 0x80], '"'),
  raw('"', [0xf4, 0x90, 0x80, 0x80], '"'),
  raw('"', [0xd6, 0xd0, 0xce, 0xc4], '"'),
  raw('{"', [0x80], '":1}'),
  raw([0xff, 0xfe, 0x7b, 0, 0x7d, 0]),
  raw([0x7b, 0, 0x7d, 0]),
  raw([0xfe, 0xff, 0, 0x7b, 0, 0x7d]),
]

const unfit: ReadonlyArray<readonly [json: string, code: string, field: string | null]> = [
  ['{"a":1,"a":1}', 'kernel.key-twice', 'a'],
  ['{"a":1,"b":2,"\\u0061":3}', 'kernel.key-twice', 'a'],
  ['{"a" : 1 ,\n"a"\t: 2}', 'kernel.key-twice', 'a'],
  ['{"parts":[{"role":"lead"},{"role":"lead","role":"x"}]}', 'kernel.key-twice', 'parts.1.role'],
  ['{"a":{"b":{"c":1,"c":2}}}', 'kernel.key-twice', 'a.b.c'],
  ['{"a\\"":1,"a\\"":2}', 'kernel.key-twice', 'a"'],
  ['{"":1,"":2}', 'kernel.key-twice', ''],
  ['{"__proto__":{"roles":["auditor"]}}', 'kernel.key-unfit', '__proto__'],
  ['{"\\u005f_proto__":1}', 'kernel.key-unfit', '__proto__'],
  ['{"a":[{"constructor":{"prototype":{"x":1}}}]}', 'kernel.key-unfit', 'a.0.constructor'],
  ['1e400', 'kernel.number-unfit', null],
  ['{"a":{"b":-1e309}}', 'kernel.number-unfit', 'a.b'],
  ['[0,1e999]', 'kernel.number-unfit', '1'],
  ['"\\u0000"', 'kernel.text-unfit', null],
  ['{"name":"a\\u0000b"}', 'kernel.text-unfit', 'name'],
  ['{"name":"\\ud800"}', 'kernel.text-unfit', 'name'],
  ['{"name":"\\udc00\\ud800"}', 'kernel.text-unfit', 'name'],
  ['{"rows":[{"a":"x"},{"a":"\\udfff"}]}', 'kernel.text-unfit', 'rows.1.a'],
  ['{"rows":[{"a\\u0000":"x"}]}', 'kernel.text-unfit', 'rows.0'],
  [nested('[', ']', 33), 'kernel.too-deep', null],
  [nested('{"a":', '}', 33), 'kernel.too-deep', null],
  ['['.repeat(1_000_000), 'kernel.too-deep', null],
  ['{"a":'.repeat(200_000), 'kernel.too-deep', null],
]

describe('a JSON body', () => {
  test('is read as every other reader of JSON reads it', () => {
    for (const json of accepted) expect(readJson(bytes(json)), json).toEqual(JSON.parse(json))
    console.log(`JSON documents: ${accepted.length} accepted, ${broken.length} broken, ${unfit.length} unfit`)
    expect(accepted.length + broken.length + unfit.length).toBeGreaterThanOrEqual(200)
  })

  test('that is no JSON is refused', () => {
    for (const json of broken) {
      const read = () => readJson(typeof json === 'string' ? bytes(json) : json)
      expect(read, String(json)).toThrow(expect.objectContaining({ code: 'kernel.request-unfit', status: 400 }))
    }
  })

  test.each(unfit.map(([json, code, field]) => [json.slice(0, 60), code, field, json] as const))(
    '%s is refused: %s',
    (_, code, field, json) => {
      expect(() => readJson(bytes(json))).toThrow(expect.objectContaining({ code, field }))
    },
  )

  test('changes nothing about objects in general', () => {
    expect(() => readJson(bytes('{"__proto__":{"polluted":true}}'))).toThrow()
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('costs what its length costs, however many escapes it holds', () => {
    // Quadratic scanning of either would run into the time limit of the test.
    for (const json of [JSON.stringify('\\'.repeat(4_000_000)), JSON.stringify('"'.repeat(4_000_000))])
      expect(readJson(bytes(json))).toHaveLength(4_000_000)
  })
})
