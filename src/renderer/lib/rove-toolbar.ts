// A toolbar is one stop of the Tab key; arrows go from button to button (ARIA's toolbar pattern).
import type { ObjectDirective } from 'vue'

const buttonsOf = (bar: HTMLElement): HTMLElement[] => [
  ...bar.querySelectorAll<HTMLElement>('button:not(:disabled), [role="button"]'),
]

function settle(bar: HTMLElement, stop?: HTMLElement): void {
  const buttons = buttonsOf(bar)
  const current = stop ?? buttons.find((button) => button.getAttribute('tabindex') === '0') ?? buttons[0]
  for (const button of buttons) button.tabIndex = button === current ? 0 : -1
}

function press(event: KeyboardEvent): void {
  const bar = event.currentTarget
  if (!(bar instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const buttons = buttonsOf(bar)
  const at = buttons.findIndex((button) => button === event.target)
  if (at < 0) return
  const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const next = nextOf(event.key, { at, last: buttons.length - 1, forward })
  const target = next === undefined ? undefined : buttons[next]
  if (!target) return
  event.preventDefault()
  settle(bar, target)
  target.focus()
}

function nextOf(key: string, { at, last, forward }: { at: number; last: number; forward: string }): number | undefined {
  switch (key) {
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowRight':
    case 'ArrowLeft':
      return (at + (key === forward ? 1 : last)) % (last + 1)
    default:
      return undefined
  }
}

function enter(event: FocusEvent): void {
  const bar = event.currentTarget
  if (bar instanceof HTMLElement && event.target instanceof HTMLElement && buttonsOf(bar).includes(event.target))
    settle(bar, event.target)
}

/** `v-rove-toolbar` on an element with `role="toolbar"`. */
export const vRoveToolbar: ObjectDirective<HTMLElement> = {
  mounted: (bar) => {
    bar.addEventListener('keydown', press)
    bar.addEventListener('focusin', enter)
    settle(bar)
  },
  updated: (bar) => settle(bar),
  unmounted: (bar) => {
    bar.removeEventListener('keydown', press)
    bar.removeEventListener('focusin', enter)
  },
}
