// A problem the reader can solve: shown as one message, without a stack.

export class Problem extends Error {}

/** Runs a script's main function; its number is the exit code, a Problem is printed and ends with 1. */
export const runMain = async (main: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    console.error(`\n${error.message}`)
    process.exitCode = 1
  }
}

/** One line of news from the launcher, told apart from the app's own output. */
export const say = (line: string): void => console.error(`[bellhop] ${line}`)
