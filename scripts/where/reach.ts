// Follows a handler through its own capability, by the compiler's knowledge of names, to the port methods it can reach.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { filesUnder, placeOf } from './source.ts'
import type { Place } from './source.ts'

const NETWORKS = 'src/main/networks/'
const PORTS = ['ports.ts', 'group-ports.ts', 'request-ports.ts'].map((name) => `${NETWORKS}${name}`)

export interface PortMethod {
  /** e.g. `RequestsPort.send`. */
  readonly name: string
  readonly declared: Place
  /** Where the networks offer it. */
  readonly offered: readonly Place[]
}

const serviceFor = (root: string): ts.LanguageService => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.node.json'), ts.sys.readFile) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const files = filesUnder(root, 'src/main', ['.ts']).filter((file) => !file.endsWith('.test.ts'))
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => files.map((file) => join(root, file)),
    getScriptVersion: () => '0',
    getScriptSnapshot: (name) =>
      ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8')) : undefined,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })
}

/** The interface's member that a port method is, or undefined for anything else. */
const portNameOf = (declaration: ts.Declaration): string | undefined => {
  const isMember = ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration)
  if (!isMember || !ts.isInterfaceDeclaration(declaration.parent)) return undefined
  const owner = declaration.parent.name.text
  return owner.endsWith('Port') ? `${owner}.${declaration.name.getText()}` : undefined
}

class Reach {
  readonly #root: string
  readonly #service: ts.LanguageService
  readonly #program: ts.Program
  readonly #checker: ts.TypeChecker
  readonly #folder: string
  readonly #seen = new Set<ts.Node>()
  readonly #ports = new Map<string, ts.Declaration>()

  constructor(root: string, folder: string) {
    this.#root = root
    this.#folder = join(root, folder)
    this.#service = serviceFor(root)
    const program = this.#service.getProgram()
    if (program === undefined) throw new Error('the compiler gave no program')
    this.#program = program
    this.#checker = program.getTypeChecker()
  }

  /** Follows the members whose key is `route` in this file, and answers the ports they reach. */
  from(file: string, isHandler: (node: ts.Node) => boolean): readonly PortMethod[] {
    const source = this.#program.getSourceFile(join(this.#root, file))
    const visit = (node: ts.Node): void => {
      if (isHandler(node)) this.#follow(node)
      else ts.forEachChild(node, visit)
    }
    if (source !== undefined) visit(source)
    return [...this.#ports].map(([name, declaration]) => ({
      name,
      declared: placeOf(this.#root, declaration),
      offered: this.#implementations(declaration)
        .map((node) => placeOf(this.#root, node))
        .filter((place) => place.file.startsWith(NETWORKS) && !PORTS.includes(place.file)),
    }))
  }

  #follow(node: ts.Node): void {
    if (this.#seen.has(node)) return
    this.#seen.add(node)
    const visit = (child: ts.Node): void => {
      if (ts.isIdentifier(child)) this.#followName(child)
      if (!ts.isTypeNode(child)) ts.forEachChild(child, visit)
    }
    visit(node)
  }

  #followName(name: ts.Identifier): void {
    for (const declaration of this.#declarations(name)) {
      const file = declaration.getSourceFile().fileName
      const isPorts = PORTS.some((ports) => file === join(this.#root, ports))
      const port = isPorts ? portNameOf(declaration) : undefined
      if (port !== undefined) this.#ports.set(port, declaration)
      else if (dirname(file) === this.#folder) this.#followDeclaration(declaration)
    }
  }

  #declarations(name: ts.Identifier): readonly ts.Declaration[] {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.#checker.getSymbolAtLocation(name)
    if (symbol === undefined) return []
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
    return (isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol).declarations ?? []
  }

  #followDeclaration(declaration: ts.Declaration): void {
    // A member of an interface has no body: what implements it has.
    if (ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration))
      for (const node of this.#implementations(declaration)) this.#follow(node)
    else if (!ts.isParameter(declaration) && !ts.isTypeAliasDeclaration(declaration)) this.#follow(declaration)
  }

  #implementations(declaration: ts.Declaration): readonly ts.Node[] {
    const name = ts.getNameOfDeclaration(declaration)
    if (name === undefined) return []
    const file = declaration.getSourceFile().fileName
    return (this.#service.getImplementationAtPosition(file, name.getStart()) ?? []).flatMap((found) => {
      const source = this.#program.getSourceFile(found.fileName)
      const node = source === undefined ? undefined : nodeAt(source, found.textSpan)
      return node === undefined || node === name ? [] : [memberOf(node)]
    })
  }
}

const nodeAt = (source: ts.SourceFile, span: ts.TextSpan): ts.Node | undefined => {
  const find = (node: ts.Node): ts.Node | undefined => {
    if (node.getStart(source) === span.start && node.getEnd() === span.start + span.length) return node
    return ts.forEachChild(node, (child) =>
      child.pos <= span.start && child.end >= span.start ? find(child) : undefined,
    )
  }
  return find(source)
}

/** From the name of an object's member to the member itself. */
const memberOf = (node: ts.Node): ts.Node => (ts.isObjectLiteralElement(node.parent) ? node.parent : node)

/** Port methods that the handlers in these files can reach within their capability's folder, by name. */
export const portsReached = (
  root: string,
  handlers: readonly Place[],
  isHandler: (node: ts.Node) => boolean,
): readonly PortMethod[] => {
  const found = new Map<string, PortMethod>()
  for (const file of new Set(handlers.map((place) => place.file)))
    for (const port of new Reach(root, dirname(file)).from(file, isHandler)) found.set(port.name, port)
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}
