// What is measured inside a page. Each function is sent there as text, so it uses nothing from outside itself.
// A list is any `role=listbox` with `role=option` rows of one height: ours, and the rivals'.

export interface RowPlaces {
  /** Height of a row in pixels. */
  readonly height: number
}

declare global {
  interface Window {
    benchPlaces: (list: Element, height: number) => { readonly seen: number; readonly blank: number }
    benchPainted: (then: (time: number) => void) => void
    benchFirstFull?: number
  }
}

/** Put into the page once: how many places of rows are in view, and how many of them show nothing. */
export function installProbes(): void {
  // Some lists take the pointer away from their rows while they scroll; the probe asks where a pointer would hit.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('[role=option] { pointer-events: auto !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  window.benchPlaces = (list, height) => {
    const box = list.getBoundingClientRect()
    let seen = 0
    let blank = 0
    // A short answer leaves places that no row is meant to fill.
    const rows = Number(list.querySelector('[role=option]')?.getAttribute('aria-setsize') ?? Infinity)
    const end = Math.min(box.height - 1, rows * height - list.scrollTop)
    const first = height / 2 - (list.scrollTop % height)
    for (let y = first < 1 ? first + height : first; y < end; y += height) {
      const row = document.elementFromPoint(box.left + box.width / 3, box.top + y)?.closest('[role=option]')
      seen += 1
      if (!row?.textContent.trim()) blank += 1
    }
    return { seen, blank }
  }
  // The message is handled after the frame has been laid out and painted.
  window.benchPainted = (then) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => then(performance.now())
    channel.port2.postMessage(undefined)
  }
}

export interface FillOptions extends RowPlaces {
  /** What is clicked. Absent: the list is scrolled to `share` of its height instead. */
  readonly click?: string
  /** 0 the top, 1 the end. */
  readonly share?: number
  /** What the first row in view says when it is the right list. Absent: any list is. */
  readonly first?: string
}

/** Clicks, or jumps, and answers the milliseconds until a frame was painted in which every row in view has content. */
export function timeToFull({ click, share = 0, height, first = '' }: FillOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const list = document.querySelector('[role=listbox]')
    const clicked = click === undefined ? undefined : document.querySelector<HTMLElement>(click)
    if (clicked) clicked.click()
    else if (click === undefined && list) list.scrollTop = share * (list.scrollHeight - list.clientHeight)
    else return reject(new Error('there is nothing to act on'))
    const look = (): void => {
      const found = document.querySelector('[role=listbox]')
      const { seen, blank } = found ? window.benchPlaces(found, height) : { seen: 0, blank: 0 }
      const right =
        first === '' || found?.querySelector('[role=option][aria-posinset="1"]')?.textContent.includes(first)
      if (performance.now() - started > 60_000)
        return reject(new Error(`the list was never full: ${blank} of ${seen} blank`))
      if (seen > 0 && blank === 0 && right) window.benchPainted((time) => resolve(time - started))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** Put into a page before it loads: notes when its list was painted full, in milliseconds since the page was asked for. */
export function watchFirstFull(height: number): void {
  const look = (): void => {
    const list = document.querySelector('[role=listbox]')
    const { seen, blank } = list ? window.benchPlaces(list, height) : { seen: 0, blank: 0 }
    if (seen > 0 && blank === 0) window.benchPainted((time) => (window.benchFirstFull = time))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

export interface ScrollOptions extends RowPlaces {
  readonly pixelsPerSecond: number
  /** Down for so long, then up for so long. */
  readonly seconds: number
}

export interface ScrollReadings {
  /** Milliseconds between one frame and the next. */
  readonly frames: readonly number[]
  /** Places of rows seen in all frames together, and how many of them were empty. */
  readonly seen: number
  readonly blank: number
}

/** Scrolls at a steady speed by the frames' own time, and looks at every frame as it will be painted. */
export function scrollBothWays({ pixelsPerSecond, seconds, height }: ScrollOptions): Promise<ScrollReadings> {
  return new Promise((resolve, reject) => {
    const list = document.querySelector('[role=listbox]')
    if (!list) return reject(new Error('there is no list'))
    const frames: number[] = []
    const origin = list.scrollTop
    let [seen, blank, began, last] = [0, 0, -1, -1]
    const step = (time: number): void => {
      if (began < 0) began = time
      else frames.push(time - last)
      last = time
      const passed = (time - began) / 1000
      const way = passed <= seconds ? passed : Math.max(0, 2 * seconds - passed)
      list.scrollTop = origin + way * pixelsPerSecond
      const places = window.benchPlaces(list, height)
      seen += places.seen
      blank += places.blank
      if (passed < 2 * seconds) requestAnimationFrame(step)
      else resolve({ frames, seen, blank })
    }
    requestAnimationFrame(step)
  })
}
