// Typing, as the page sees it. Sent into the page as text: it uses nothing from outside itself.

export interface TypeOptions {
  readonly text: string
  /** The name that stands first then. */
  readonly first: string
  /** How many the line under the list counts then. */
  readonly total: number
  /** Height of a row in pixels. */
  readonly height: number
}

/** Puts the text into the search field as a key press does, and answers the milliseconds until the list says so. */
export function typeAndWait({ text, first, total, height }: TypeOptions): Promise<{ rows: number; painted: number }> {
  return new Promise((resolve, reject) => {
    const field = document.querySelector<HTMLInputElement>('[data-search], [data-search] input')
    if (!field) return reject(new Error('there is no search field'))
    const isThere = (): boolean => {
      const list = document.querySelector('[role=listbox]')
      if (!list?.querySelector('[role=option][aria-posinset="1"]')?.textContent.includes(first)) return false
      const lines = [...document.querySelectorAll('[role=status]')]
      const counted = lines.some((line) => line.textContent.replaceAll(/\D/g, '') === String(total))
      return counted && window.benchPlaces(list, height).blank === 0
    }
    const started = performance.now()
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
    const look = (): void => {
      if (performance.now() - started > 10_000) {
        const shown = document.querySelector('main, [data-testid=sheet]')?.textContent.replaceAll(/\s+/g, ' ')
        return reject(new Error(`“${text}” never led to “${first}”, ${total}, but to: ${shown?.slice(0, 1500)}`))
      }
      if (!isThere()) return void requestAnimationFrame(look)
      const rows = performance.now() - started
      window.benchPainted((time) => resolve({ rows, painted: time - started }))
    }
    requestAnimationFrame(look)
  })
}
