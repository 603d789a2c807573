import { ObjectType } from 'type-graphql'

import { connectionOf } from '../paging/connection.js'
import { RunType } from './run.js'

@ObjectType({ simpleResolvers: true, description: 'Runs, newest first.' })
export class RunConnection extends connectionOf('Run', () => RunType) {}
