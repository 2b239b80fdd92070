import { expect, it } from 'vitest'
import { plainBody } from './notice-text'

it('would catch a name that puts a link or a picture from outside into a notification', () => {
  const hostile = 'Group <img src="https://evil.example/1.png"> <a href="https://evil.example">here</a> & more'
  expect(plainBody(hostile, 'linux')).not.toMatch(/[<>]/)
  expect(plainBody(hostile, 'linux')).toContain('& more')
  expect(plainBody(hostile, 'win32')).toBe(hostile)
})
