// Every screen against the WCAG 2.1 A and AA rules that a machine can check, in both themes.
import axe from 'axe-core'
import { expect, test } from './support/fixtures'
import { walk } from './support/walk'
import { quickPage } from './support/windows'

interface Violation {
  readonly id: string
  readonly nodes: readonly {
    readonly target: readonly string[]
    readonly html: string
    readonly failureSummary: string
  }[]
}

/** The rail's tiles show initials and a count; their names say the whole account, or all of them, instead. */
const byDesign = (rule: string, html: string): boolean =>
  rule === 'label-content-name-mismatch' && /data-testid="rail-(account|all)"/.test(html)

for (const theme of ['light', 'dark'] as const) {
  test(`no screen breaks an accessibility rule, ${theme}`, async ({ app, practice }) => {
    test.setTimeout(300_000)
    // What is still fading has the contrast of neither state.
    for (const page of [app.page, await quickPage(app)]) {
      await page.addStyleTag({
        content: '*, ::before, ::after { transition: none !important; animation: none !important }',
      })
    }
    const found: string[] = []
    const visited: string[] = []
    await walk({
      app,
      practice,
      language: theme === 'light' ? 'en' : 'ru',
      theme,
      stop: async (name, page) => {
        visited.push(name)
        await page.evaluate(axe.source)
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> }
          }
          interface Violation {
            id: string
            nodes: { target: string[]; html: string; failureSummary: string }[]
          }
          // The notices' focus guards: never seen, and they pass the focus on in the moment they get it.
          const guards = '[role="region"] > span[aria-hidden="true"][tabindex="0"]'
          const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }
          return (await axe.run({ exclude: [[guards]] }, options)).violations
        })
        found.push(
          ...violations.flatMap((one: Violation) =>
            one.nodes
              .filter(({ html }) => !byDesign(one.id, html))
              .map((node) => `${name}: ${one.id} at ${node.target.join(' ')}: ${node.failureSummary}`),
          ),
        )
      },
    })
    expect(visited.length).toBeGreaterThanOrEqual(14)
    expect(found).toEqual([])
  })
}
