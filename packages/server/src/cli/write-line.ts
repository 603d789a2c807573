/** Writes a line to standard output and waits where the reader is slower; a reader that left ends the program quietly. */
export const writeLine = async (line: string): Promise<void> => {
  if (line === '') return
  if (!process.stdout.write(`${line}\n`))
    await new Promise((resolve) => process.stdout.once('drain', resolve))
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
