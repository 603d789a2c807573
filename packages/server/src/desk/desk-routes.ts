import * as z from 'zod'

import { callerOf } from '../access/caller.js'
import { OWNER_CALLER } from '../access/authenticate.js'
import { Problem } from '../problem.js'
import type { Route } from '../rest/route.js'
import type { Desk } from './desk.js'

const toggle = z.boolean().nullish()
const id = z.string().min(1).max(200)

/** The calls of a desk with what each takes. */
const CALLS = {
  saveJob: z.tuple([z.string().min(1), z.number().int().positive().nullable()]),
  start: z.tuple([id, z.strictObject({ mapUsers: toggle, wipe: toggle })]),
  stop: z.tuple([id]),
  resume: z.tuple([id]),
  run: z.tuple([id]),
  runs: z.tuple([z.number().int().min(1).max(1000)]),
  log: z.tuple([id, z.number().int().min(0)]),
} satisfies Record<keyof Desk, z.ZodType>

/**
 * `/api/owner/<call>`: the desk for commands on this computer. Only the key that this server keeps in the data folder
 * opens it, for as long as the server lives: whoever can read that folder could read everything behind it anyway.
 */
export const deskRoutes = (desk: Desk): Route[] =>
  Object.entries(CALLS).map(([call, schema]) => ({
    method: 'post',
    path: `/api/owner/${call}`,
    access: 'admin',
    async handle(request, response) {
      if (callerOf(request)?.id !== OWNER_CALLER.id)
        throw new Problem('FORBIDDEN', 'This is for the command line on the computer of the server.')
      const args = schema.safeParse(request.body)
      if (!args.success) throw new Problem('BAD_REQUEST', `The call ${call} takes other arguments.`)
      const method = desk[call as keyof Desk].bind(desk) as (...args: unknown[]) => Promise<unknown>
      response.json({ answer: await method(...args.data) })
    },
  }))
