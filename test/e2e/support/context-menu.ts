// The context menu as a person meets it. The system's own popup cannot be driven, so what would pop up is kept instead.
import type { Locator } from '@playwright/test'
import type { Bellhop } from './app'

interface Kept {
  keptMenu?: { readonly items: readonly { readonly label: string; readonly enabled: boolean; click(): void }[] }
}

export interface ShownMenu {
  readonly labels: readonly string[]
  readonly disabled: readonly string[]
}

export interface ContextMenus {
  /** Clicks with the right button into a line of a text field (0 is the first) and reads the menu. */
  at(field: Locator, line: number): Promise<ShownMenu>
  /** Chooses from the menu read last. */
  choose(label: string): Promise<void>
}

/** From now on no menu pops up; each is kept to be read and chosen from. */
export async function keepContextMenus(app: Bellhop): Promise<ContextMenus> {
  await app.electron.evaluate(({ Menu }) => {
    Menu.prototype.popup = function () {
      ;(globalThis as Kept).keptMenu = this as unknown as NonNullable<Kept['keptMenu']>
    }
  })
  return {
    async at(field, line) {
      await app.electron.evaluate(() => {
        delete (globalThis as Kept).keptMenu
      })
      await field.click({ button: 'right', position: await lineOf(field, line) })
      return app.electron.evaluate(async () => {
        const world = globalThis as Kept
        while (!world.keptMenu) await new Promise((resolve) => setImmediate(resolve))
        const { items } = world.keptMenu
        return {
          labels: items.map((item) => item.label),
          disabled: items.filter((item) => !item.enabled).map((item) => item.label),
        }
      })
    },
    choose: (label) =>
      app.electron.evaluate((_electron, chosen) => {
        const item = (globalThis as Kept).keptMenu?.items.find((one) => one.label === chosen)
        if (!item) throw new Error(`the menu has no “${chosen}”`)
        item.click()
      }, label),
  }
}

/** The middle of a line, a little behind its beginning. */
function lineOf(field: Locator, line: number): Promise<{ x: number; y: number }> {
  return field.evaluate((element, index) => {
    const style = getComputedStyle(element)
    return {
      x: Number.parseFloat(style.paddingLeft) + 12,
      y: Number.parseFloat(style.paddingTop) + (index + 0.5) * Number.parseFloat(style.lineHeight),
    }
  }, line)
}
