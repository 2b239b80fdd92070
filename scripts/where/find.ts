// Everything about one route, found in the sources as they are now.
import ts from 'typescript'
import { portsReached } from './reach.ts'
import type { PortMethod } from './reach.ts'
import { filesUnder, isKey, isString, placesIn } from './source.ts'
import type { Place } from './source.ts'

export interface Findings {
  readonly contract: readonly Place[]
  readonly handlers: readonly Place[]
  readonly ports: readonly PortMethod[]
  readonly callers: readonly Place[]
  readonly tests: readonly Place[]
}

const CONTRACT = 'src/shared/contract'
const TEST_ENDINGS = ['.test.ts', '.spec.ts']
const isTest = (file: string): boolean => TEST_ENDINGS.some((ending) => file.endsWith(ending))
const inFiles = (root: string, files: readonly string[], isMeant: (node: ts.Node) => boolean): readonly Place[] =>
  files.flatMap((file) => placesIn(root, file, isMeant))

const codeUnder = (root: string, folder: string): readonly string[] =>
  filesUnder(root, folder, ['.ts', '.vue']).filter((file) => !isTest(file))

/** A member whose value is a call of `route`: that is how the contract declares one. */
const isRoute = (node: ts.Node): node is ts.PropertyAssignment =>
  ts.isPropertyAssignment(node) &&
  ts.isStringLiteral(node.name) &&
  ts.isCallExpression(node.initializer) &&
  node.initializer.expression.getText() === 'route'

/** The name of every route in the contract, sorted. */
export const routeNames = (root: string): readonly string[] => {
  const names = new Set<string>()
  inFiles(root, codeUnder(root, CONTRACT), (node) => {
    if (isRoute(node) && ts.isStringLiteral(node.name)) names.add(node.name.text)
    return false
  })
  return [...names].toSorted()
}

export const findRoute = (root: string, route: string): Findings => {
  const handlers = inFiles(root, codeUnder(root, 'src/main'), isKey(route))
  const tests = [...filesUnder(root, 'src', TEST_ENDINGS), ...filesUnder(root, 'test', ['.ts'])]
  return {
    contract: inFiles(root, codeUnder(root, CONTRACT), (node) => isRoute(node) && isKey(route)(node)),
    handlers,
    ports: portsReached(root, handlers, isKey(route)),
    callers: inFiles(root, codeUnder(root, 'src/renderer'), isString(route)),
    tests: inFiles(root, tests, isString(route)),
  }
}
