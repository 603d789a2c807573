import type { ControlStore } from '../control/control-store.js'

/** Name of the session that a printed sign-in link opens, and of the token made at the first start. */
export const LOCAL_ADMIN = 'administrator'

/** A fresh link: good once, for 15 minutes, with the code in the fragment so that no log and no Referer sees it. */
export const signInLink = async (
  { sessions }: Pick<ControlStore, 'sessions'>,
  url: string,
): Promise<string> => `${url}/sign-in#${await sessions.invite(LOCAL_ADMIN, 'admin')}`

/** The secret of the administrator's token at the first start of a data folder, and null at every other. */
export async function firstAdminToken({ tokens }: Pick<ControlStore, 'tokens'>): Promise<string | null> {
  if ((await tokens.list()).length > 0) return null
  return (await tokens.create({ name: LOCAL_ADMIN, role: 'admin' })).secret
}
