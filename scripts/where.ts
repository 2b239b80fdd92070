// `npm run where -- requests.send`: where a route is declared, answered, called and tested, found in the sources.
import { ROOT } from './lib/paths.ts'
import { runMain } from './lib/problem.ts'
import { findRoute, routeNames } from './where/find.ts'
import { near } from './where/near.ts'
import type { Place } from './where/source.ts'

const show = ({ file, line }: Place): string => `${file}:${line}`

const list = (title: string, lines: readonly string[]): void => {
  console.log(`\n${title}`)
  for (const line of lines.length > 0 ? lines : ['none']) console.log(`  ${line}`)
}

await runMain(async () => {
  const [route] = process.argv.slice(2)
  const names = routeNames(ROOT)
  if (route === undefined || !names.includes(route)) {
    console.error(route === undefined ? 'Name a route: npm run where -- requests.send' : `There is no route ${route}.`)
    for (const name of route === undefined ? names : near(route, names)) console.error(`  ${name}`)
    return 1
  }
  const found = findRoute(ROOT, route)
  console.log(route)
  list('contract', found.contract.map(show))
  list('handler', found.handlers.map(show))
  list(
    'ports it can reach',
    found.ports.flatMap(({ name, declared, offered }) => [
      `${name}  ${show(declared)}`,
      ...offered.map((place) => `  ${show(place)}`),
    ]),
  )
  list('callers', found.callers.map(show))
  list('tests and their fakes', found.tests.map(show))
  return Promise.resolve(0)
})
