// Who the app is to an operating system. A change of any of these makes it another app there.

export const APP_ID = 'app.bellhop.desktop'
/** The program, the package and the .desktop file on Linux. */
export const NAME = 'bellhop'
export const PRODUCT = 'Bellhop'
/** What a link to the app begins with. */
export const SCHEME = 'bellhop'
