/** The colours that carry meaning. A tone never stands alone: an icon and words go with it. */
export type Tone = 'blue' | 'sky' | 'teal' | 'green' | 'violet' | 'pink' | 'sand' | 'slate' | 'amber' | 'red'
