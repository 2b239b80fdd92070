import { join, relative } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
type Project = 'node' | 'web' | 'test'

const parse = (project: Project): ts.ParsedCommandLine => {
  const path = join(ROOT, `tsconfig.${project}.json`)
  return ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, ROOT)
}

/** What the compiler says to one line of code that stands in this project. */
const complaints = (project: Project, code: string): readonly string[] => {
  const file = join(ROOT, 'src', `probe-${project}.ts`)
  const { options } = parse(project)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.getSourceFile = (name, version) =>
    name === file ? ts.createSourceFile(name, code, version) : getSourceFile(name, version)
  host.fileExists = (name) => name === file || fileExists(name)
  const program = ts.createProgram([file], options, host)
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

describe('the three TypeScript projects', () => {
  it.each([
    ['node', 'export const a = document.title', 'document'],
    ['node', 'export const a = window.innerWidth', 'window'],
    ['node', 'export const a = new HTMLElement()', 'HTMLElement'],
    ['web', 'export const a = process.env', 'process'],
    ['web', 'export const a = Buffer.from([])', 'Buffer'],
    ['web', "import { readFileSync } from 'node:fs'\nexport const a = readFileSync", 'node:fs'],
    ['web', "import { app } from 'electron/main'\nexport const a = app.name", 'electron/main'],
  ] as const)('%s: %s does not compile, so %s cannot slip in', (project, code, name) => {
    expect(complaints(project, code).join()).toContain(name)
  })

  it.each([
    ['node', 'export const a = process.env'],
    ['node', "import { app } from 'electron/main'\nexport const a = app.name"],
    ['web', 'export const a = document.title'],
    ['test', 'export const a = [document.title, process.env]'],
  ] as const)('%s: %s compiles', (project, code) => {
    expect(complaints(project, code)).toEqual([])
  })

  it('hold every source file: one in no project is checked by nobody', () => {
    const held = new Set((['node', 'web', 'test'] as const).flatMap((project) => parse(project).fileNames))
    const all = ts.sys.readDirectory(join(ROOT, 'src'), ['.ts'])
    expect(all.length).toBeGreaterThan(20)
    expect(all.filter((file) => !held.has(file)).map((file) => relative(ROOT, file))).toEqual([])
  })

  it('keep main out of the page’s project and the page out of main’s', () => {
    const folders = (project: Project): readonly string[] =>
      parse(project).fileNames.map((file) => relative(join(ROOT, 'src'), file).split('/')[0] ?? '')
    expect(folders('web')).not.toContain('main')
    expect(folders('web')).not.toContain('practice')
    expect(folders('node')).not.toContain('renderer')
  })
})
