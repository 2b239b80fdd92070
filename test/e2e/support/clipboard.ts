// The system's clipboard, as another program would use it.
import type { Bellhop } from './app'

export const clipboardText = (app: Bellhop): Promise<string> =>
  app.electron.evaluate(({ clipboard }) => clipboard.readText())

/** Copies a text elsewhere and comes back to the window. */
export async function copyElsewhere(app: Bellhop, text: string): Promise<void> {
  await app.electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
  // There is no window manager here that would give the focus back.
  await app.page.evaluate(() => window.dispatchEvent(new Event('focus')))
}
