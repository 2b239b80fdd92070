import { expect, test } from 'vitest'
import { fileSize } from './file-size'

test.each([
  [0, '0 bytes', '0 байт'],
  [1, '1 byte', '1 байт'],
  [999, '999 bytes', '999 байт'],
  [1_000, '1 kB', '1 кБ'],
  [1_240, '1.2 kB', '1,2 кБ'],
  [15_600, '16 kB', '16 кБ'],
  [999_499, '999 kB', '999 кБ'],
  [999_600, '1 MB', '1 МБ'],
  [25_000_000, '25 MB', '25 МБ'],
  [3_000_000_000_000, '3,000 GB', '3 000 ГБ'],
])('%i bytes are %s, in Russian %s', (bytes, english, russian) => {
  expect([fileSize(bytes, 'en'), fileSize(bytes, 'ru')].map((text) => text.replaceAll('\u00A0', ' '))).toEqual([
    english,
    russian,
  ])
})
