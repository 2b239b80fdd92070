// The part of the package that is used here; it brings no types. https://github.com/electron-userland/electron-installer-debian#options
declare module 'electron-installer-debian' {
  interface Options {
    readonly name: string
    readonly productName: string
    readonly bin: string
    readonly version: string
    readonly description: string
    readonly productDescription: string
    readonly maintainer: string
    readonly section: string
    readonly icon: Readonly<Record<string, string>>
    readonly desktopTemplate: string
    readonly depends: readonly string[]
    readonly recommends: readonly string[]
    readonly compression: 'xz' | 'zstd' | 'gzip'
  }
  export default function createDebianInstaller(data: {
    readonly src: string
    readonly dest: string
    readonly arch: string
    readonly options: Options
  }): Promise<{ readonly packagePaths: readonly string[] }>
}
