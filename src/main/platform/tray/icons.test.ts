// Would catch: a picture cut from the wrong place, one too coarse for its panel, and a number in the template of macOS.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { NativeImage } from 'electron/common'
import type { Rectangle } from 'electron/main'
import { createTrayIcons } from './icons'

const directory = join(import.meta.dirname, '../../../../resources/tray')

function stage(system: string, scale = 1) {
  const asked: unknown[] = []
  const image = (from: unknown): NativeImage =>
    ({
      crop: (area: Rectangle) => image([from, area]),
      setTemplateImage: (on: boolean) => asked.push(['template', on]),
      what: from,
    }) as unknown as NativeImage
  const icons = createTrayIcons({
    ...{ directory, system, scale: () => scale },
    images: {
      createFromPath: (path) => image(path.replace(directory, '')),
      // Width and height stand in the header of a PNG.
      createFromBuffer: (file) => image([file.readUInt32BE(16), file.readUInt32BE(20)]),
    },
  })
  const what = (made: NativeImage): unknown => (made as unknown as { what: unknown }).what
  return { icons, asked, what }
}

test.each([
  [1, 24],
  [1.25, 32],
  [1.5, 48],
  [2, 48],
  [3, 64],
])('peers 19: on Linux at a scale of %d the square is %d pixels wide', (scale, side) => {
  const { icons, what } = stage('linux', scale)
  expect(what(icons.tray('dark', 3))).toEqual([[11 * side, side], { x: 3 * side, y: 0, width: side, height: side }])
})

test('on Windows the strip with all its scales is cut at the number', () => {
  const { icons, what } = stage('win32')
  expect(what(icons.tray('auto', 0))).toEqual([join('/', 'auto.png'), { x: 0, y: 0, width: 16, height: 16 }])
  expect(what(icons.tray('light', 4812))).toEqual([join('/', 'light.png'), { x: 160, y: 0, width: 16, height: 16 }])
  expect(what(icons.overlay(1))).toEqual([join('/', 'overlay.png'), { x: 0, y: 0, width: 16, height: 16 }])
  expect(what(icons.overlay(77))).toEqual([join('/', 'overlay.png'), { x: 144, y: 0, width: 16, height: 16 }])
})

test('on macOS it is the template, whatever waits: the number stands beside it', () => {
  const { icons, asked, what } = stage('darwin')
  expect(what(icons.tray('dark', 7))).toBe(join('/', 'Template.png'))
  expect(asked).toEqual([['template', true]])
})
