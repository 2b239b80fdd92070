// The sources as text and syntax: files, places in them, and where a piece of text stands as a string.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { parse } from 'vue/compiler-sfc'

export interface Place {
  /** From the root, with `/`. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

const SKIPPED = new Set(['node_modules', 'fixtures'])

/** Files under a folder with these endings, as paths from the root. */
export const filesUnder = (root: string, folder: string, endings: readonly string[]): readonly string[] => {
  const walk = (dir: string): readonly string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(join(dir, entry.name))
      return endings.some((ending) => entry.name.endsWith(ending)) ? [relative(root, join(dir, entry.name))] : []
    })
  return walk(join(root, folder)).toSorted()
}

interface Piece {
  readonly text: string
  /** Lines that stand before it in the file. */
  readonly before: number
}

/** The TypeScript in a file: all of it, or the scripts of a component. */
const piecesOf = (file: string, text: string): readonly Piece[] => {
  if (!file.endsWith('.vue')) return [{ text, before: 0 }]
  const { script, scriptSetup } = parse(text).descriptor
  return [script, scriptSetup].flatMap((block) =>
    block ? [{ text: block.content, before: block.loc.start.line - 1 }] : [],
  )
}

const lineOf = (source: ts.SourceFile, node: ts.Node): number =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1

export const placeOf = (root: string, node: ts.Node): Place => {
  const source = node.getSourceFile()
  return { file: relative(root, source.fileName), line: lineOf(source, node) }
}

/** Where in a file a node of interest stands; comments and types are not asked about. */
export const placesIn = (root: string, file: string, isMeant: (node: ts.Node) => boolean): readonly Place[] =>
  piecesOf(file, readFileSync(join(root, file), 'utf8')).flatMap(({ text, before }) => {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const lines = new Set<number>()
    const visit = (node: ts.Node): void => {
      if (isMeant(node)) lines.add(lineOf(source, node) + before)
      if (!ts.isTypeNode(node)) ts.forEachChild(node, visit)
    }
    visit(source)
    return [...lines].map((line) => ({ file, line }))
  })

/** A string that is exactly this text, and a value, not a type. */
export const isString =
  (text: string) =>
  (node: ts.Node): boolean =>
    ts.isStringLiteralLike(node) && node.text === text

/** The key of an object's member that is exactly this text. */
export const isKey =
  (text: string) =>
  (node: ts.Node): boolean =>
    ts.isObjectLiteralElement(node) && node.name !== undefined && isString(text)(node.name)
