// Three rules of our own about files: their names, their size, their first line.
import { basename, extname } from 'node:path'
import type { ESLint, Rule } from 'eslint'
import { builtinRules } from 'eslint/use-at-your-own-risk'

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/
const PASCAL = /^[A-Z][A-Za-z0-9]*$/

/** kebab-case.ts, PascalCase.vue. */
const fileName: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], messages: { name: '{{name}} should be {{style}}.' } },
  create(context) {
    return {
      Program(node) {
        const extension = extname(context.filename)
        const name = basename(context.filename, extension)
        const [style, pattern] = extension === '.vue' ? ['PascalCase.vue', PASCAL] : ['kebab-case', KEBAB]
        if (!pattern.test(name)) context.report({ node, messageId: 'name', data: { name, style } })
      },
    }
  },
}

/** A module says in its first lines what it owns. */
const moduleHeader: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], messages: { missing: 'Say in a comment on line 1 what this module owns.' } },
  create(context) {
    return {
      Program(node) {
        const [first] = context.sourceCode.getAllComments()
        if (first?.loc?.start.line !== 1) context.report({ node, messageId: 'missing' })
      },
    }
  },
}

const maxLines = builtinRules.get('max-lines')
if (maxLines === undefined) throw new Error('ESLint has lost its rule max-lines')

export const fileRules: ESLint.Plugin = {
  meta: { name: 'bellhop' },
  rules: {
    'file-name': fileName,
    'module-header': moduleHeader,
    // The same rule a second time, so that one size can warn and another fail.
    'max-lines-hard': maxLines,
  },
}
