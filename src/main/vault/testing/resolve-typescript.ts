// Lets a bare Node run this repository's TypeScript: relative imports carry no ending here, and Node wants one.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL) return next(specifier, context)
    const found = ['.ts', '/index.ts']
      .map((ending) => new URL(specifier + ending, context.parentURL))
      .find((url) => existsSync(fileURLToPath(url)))
    return next(found?.href ?? specifier, context)
  },
})
