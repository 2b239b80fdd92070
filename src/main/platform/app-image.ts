// The AppImage this app runs from, where it runs from one. Pure.

/**
 * Its own file, absolute. Whatever an AppImage starts inherits its variables, as a browser's links do: they are about this
 * app only where the program lies in what was mounted.
 * @param program as `process.execPath` tells it
 * @see https://docs.appimage.org/packaging-guide/environment-variables.html
 */
export function appImageOf(env: Readonly<Record<string, string | undefined>>, program: string): string | undefined {
  const { APPIMAGE: file, APPDIR: mounted } = env
  return file && mounted && program.startsWith(`${mounted}/`) ? file : undefined
}
