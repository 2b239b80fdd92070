// The size of everything in our windows: one for all of them, changed by menu, keys and wheel, kept by whoever is told.
import { app, type WebContents } from 'electron/main'
import { zoomed, zoomWayOf, type ZoomWay } from '../../shared/domain/zoom'

export interface Zoom {
  /** Every window shows what is set now. */
  apply(): void
  /** One step for all windows; main is told and applies it. */
  step(way: ZoomWay): void
}

/**
 * Follows every window that is made from now on.
 * @param read the size set at the moment, 1 for 100 %
 * @param save keeps another one; what follows calls `apply`
 */
export function createZoom(read: () => number, save: (zoom: number) => void): Zoom {
  const open = new Set<WebContents>()
  const step = (way: ZoomWay): void => {
    const next = zoomed(read(), way)
    if (next !== read()) save(next)
  }
  app.on('web-contents-created', (_event, contents) => {
    open.add(contents)
    contents.once('destroyed', () => open.delete(contents))
    // Chromium forgets it with each page, and keeps one of its own beside it.
    contents.on('dom-ready', () => contents.setZoomFactor(read()))
    // Before the page and before the menu, which frameless windows do not have.
    contents.on('before-input-event', (event, { type, ...input }) => {
      const way = type === 'keyDown' ? zoomWayOf(input, process.platform === 'darwin') : undefined
      if (way === undefined) return
      event.preventDefault()
      step(way)
    })
    // Ctrl and the wheel: https://www.electronjs.org/docs/latest/api/web-contents#event-zoom-changed
    contents.on('zoom-changed', (_zoomed, direction) => step(direction))
  })
  return {
    apply() {
      for (const contents of open) contents.setZoomFactor(read())
    },
    step,
  }
}
