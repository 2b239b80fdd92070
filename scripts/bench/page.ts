// docs/benchmarks.md as text: a head, then one section per bench. A run replaces the sections of its benches only. Pure.

const HEAD = `# Benchmarks

Written by \`npm run bench\`, or \`npm run bench -- NAME\` for one section; the benches are \`test/bench/*.ts\`. Rivals run in
the same run as we do, in turn, over the same data from a fixed seed. Numbers are readings of one machine on one day: what
counts is how the rows of a table stand to each other, and whether the goals are met.
`

const NAME = /^## ([a-z][a-z0-9-]*):/

/** The sections of a page by name, each from its heading to the next. */
const sectionsOf = (page: string): ReadonlyMap<string, string> => {
  const parts = page.split(/^(?=## )/m).slice(1)
  return new Map(
    parts.map((part) => {
      const name = NAME.exec(part)?.[1]
      if (name === undefined) throw new Error(`a section of the page names no bench: ${part.split('\n', 1)[0]}`)
      return [name, `${part.trimEnd()}\n`]
    }),
  )
}

/**
 * @param page the page as it is; empty where there is none yet.
 * @param fresh sections by bench name, each starting with its heading.
 * @returns the page with these sections in place of their older ones, all in alphabetical order.
 */
export const updatePage = (page: string, fresh: ReadonlyMap<string, string>): string => {
  const all = new Map([
    ...sectionsOf(page),
    ...[...fresh].map(([name, text]) => [name, `${text.trimEnd()}\n`] as const),
  ])
  const ordered = [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)
  return [HEAD, ...ordered].join('\n')
}
