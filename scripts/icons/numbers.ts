// The numbers on a badge, as lines on a grid of one unit: sharp where a unit is a whole number of pixels. Pure.
import { box, lines, moved } from './raster.ts'
import type { Layer, Paint, Point, Shape } from './raster.ts'

type Paths = readonly (readonly Point[])[]

/** Three units between the outermost lines, six from top to bottom. */
const DIGITS: readonly Paths[] = [
  [
    [
      [0.6, 1.2],
      [1.9, 0],
      [1.9, 6],
    ],
  ],
  [
    [
      [0, 1.2],
      [0.8, 0],
      [2.2, 0],
      [3, 1],
      [3, 2],
      [0, 6],
      [3, 6],
    ],
  ],
  [
    [
      [0, 0.7],
      [0.8, 0],
      [2.2, 0],
      [3, 0.9],
      [3, 2],
      [2.1, 2.9],
      [1.2, 2.9],
    ],
    [
      [2.1, 2.9],
      [3, 3.8],
      [3, 5.1],
      [2.2, 6],
      [0.8, 6],
      [0, 5.3],
    ],
  ],
  [
    [
      [2.4, 6],
      [2.4, 0],
      [0, 4.2],
      [3.2, 4.2],
    ],
  ],
  [
    [
      [2.9, 0],
      [0.3, 0],
      [0.1, 2.7],
      [2, 2.5],
      [3, 3.5],
      [3, 5],
      [2, 6],
      [0.8, 6],
      [0, 5.4],
    ],
  ],
  [
    [
      [2.8, 0.6],
      [2.1, 0],
      [1, 0],
      [0, 1.3],
      [0, 5],
      [0.9, 6],
      [2.1, 6],
      [3, 5],
      [3, 3.7],
      [2.1, 2.7],
      [1, 2.7],
      [0, 3.6],
    ],
  ],
  [
    [
      [0, 0],
      [3, 0],
      [1.2, 6],
    ],
  ],
  [
    [
      [0.9, 0],
      [2.1, 0],
      [2.9, 0.9],
      [2.9, 2],
      [2.1, 2.9],
      [0.9, 2.9],
      [0.1, 2],
      [0.1, 0.9],
      [0.9, 0],
    ],
    [
      [0.9, 2.9],
      [2.1, 2.9],
      [3, 3.9],
      [3, 5.1],
      [2.1, 6],
      [0.9, 6],
      [0, 5.1],
      [0, 3.9],
      [0.9, 2.9],
    ],
  ],
  [
    [
      [0.2, 5.4],
      [0.9, 6],
      [2, 6],
      [3, 4.7],
      [3, 1],
      [2.1, 0],
      [0.9, 0],
      [0, 1],
      [0, 2.3],
      [0.9, 3.3],
      [2, 3.3],
      [3, 2.4],
    ],
  ],
]
const PLUS: Paths = [
  [
    [0, 3],
    [3, 3],
  ],
  [
    [1.5, 1.5],
    [1.5, 4.5],
  ],
]

/** `bare` without a number; ten stands for more than nine. */
export const COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
export type Count = (typeof COUNTS)[number]

/** Five pixels of the smallest picture are left of the logo over it. */
const HEIGHT = 11
const WIDTH = 10
const WIDTH_MORE = 12
const LINE = 1.25
const WHITE: Paint = [255, 255, 255]
/** Under white 4.6 to one, on a dark panel 3 to one. */
const ALERT: Paint = [0xe1, 0x27, 0x22]

/** A number in its pill, in the lower right corner of a square of `side` units, with a gap between it and what is under it. */
export const badge = (count: Count, side: number): readonly Layer[] => {
  const more = count === 10
  const width = more ? WIDTH_MORE : WIDTH
  const [left, top] = [side - width, side - HEIGHT]
  const pill = box([left, top, width, HEIGHT], WIDTH / 2)
  const gap = box([left - 1, top - 1, width + 2, HEIGHT + 2], WIDTH / 2 + 1)
  const digit = DIGITS[(more ? 9 : count) - 1] ?? []
  // The middle of a line lies in the middle of a pixel of the smallest picture.
  const at: Point = [left + (more ? 2.5 : 3.5), top + 2.5]
  const signs: Shape[] = [moved(lines(digit, LINE), at)]
  if (more) signs.push(moved(lines(PLUS, LINE), [left + 7, top + 2.5]))
  return [
    { shape: gap, paint: 'clear' },
    { shape: pill, paint: ALERT },
    ...signs.map((shape) => ({ shape, paint: WHITE })),
  ]
}
