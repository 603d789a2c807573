import { Field, ID, ObjectType } from 'type-graphql'

import { reportConnectionOf } from '../reports/report-connection.js'
import { ReportRow } from '../reports/report-row.js'

@ObjectType('Item', { simpleResolvers: true, description: 'A piece of content.' })
export class ItemType extends ReportRow {
  @Field(() => ID, { description: 'Stable id, `itm_…`.' })
  id: string
  @Field(() => String, { description: 'Where it lies.' })
  path: string
  @Field(() => String, { nullable: true, description: 'Its node type or kind.' })
  type: string | null
  @Field(() => String, { nullable: true, description: 'When it last changed, as the source writes it.' })
  modified: string | null
  @Field(() => String, { nullable: true, description: 'Name of its owner.' })
  owner: string | null
  @Field(() => String, { nullable: true, description: 'Name of who created it.' })
  createdBy: string | null
  @Field(() => String, { nullable: true, description: 'Name of who changed it last.' })
  modifiedBy: string | null
  @Field(() => Boolean, { description: 'Whether only a policy names it, and no node was read there.' })
  implied: boolean
}

@ObjectType({ simpleResolvers: true, description: 'Pieces of content, by path.' })
export class ItemConnection extends reportConnectionOf('Item', () => ItemType) {}
