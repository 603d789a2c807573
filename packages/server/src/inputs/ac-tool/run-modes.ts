const INSTANCES = ['author', 'publish']

/**
 * Whether a file applies to an instance: a folder may name the run modes it needs after a dot (`x.author.dev`,
 * alternatives after commas). Modes of stages (`dev`, `test`) are not known here and exclude nothing.
 */
export const appliesTo = (relative: string, instance: string | null): boolean =>
  instance === null ||
  relative
    .split('/')
    .slice(0, -1)
    .every((folder) => {
      const [, modes] = /^[^.]+\.(.+)$/.exec(folder) ?? []
      if (modes === undefined) return true
      return modes
        .split(',')
        .some((needed) => needed.split('.').every((mode) => mode === instance || !INSTANCES.includes(mode)))
    })
