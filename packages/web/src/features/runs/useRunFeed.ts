import { inject, provide, type InjectionKey } from 'vue'
import { useFeed, type Feed } from '../../app/useFeed.js'
import { RUN_EVENTS, type LogLine, type RunSnapshot } from './feed-documents.js'

export type RunFeed = Feed<LogLine, RunSnapshot>

const FEED: InjectionKey<RunFeed> = Symbol('run feed')

/** Follows a run, for its page and whatever is on it. */
export const useRunFeed = (id: () => string): RunFeed => {
  const feed = useFeed(RUN_EVENTS, ({ runEvents: { lines, run } }) => ({ lines, work: run }), id)
  provide(FEED, feed)
  return feed
}

/** The feed of the run page around this component. */
export const theRunFeed = (): RunFeed => {
  const feed = inject(FEED)
  if (!feed) throw new Error('There is a run feed within a run page only.')
  return feed
}
