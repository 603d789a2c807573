import { Field, ObjectType } from 'type-graphql'

import type { ExplainedObstacle, ExplainedPath } from '../../warehouse/explained.js'
import { ObstacleCodeEnum } from '../enums.js'
import { PrincipalRefType } from './principal-ref.js'
import { TriggerType } from './trigger.js'

@ObjectType('Obstacle', {
  simpleResolvers: true,
  description: 'What stands between a grant and the migration of a principal.',
})
export class ObstacleType implements ExplainedObstacle {
  @Field(() => ObstacleCodeEnum, { description: 'The obstacle.' })
  code: ExplainedObstacle['code']
  @Field(() => String, { description: 'The same in a sentence.' })
  message: string
  @Field(() => PrincipalRefType, {
    nullable: true,
    description: 'The principal where the path stops; null where the item or its policy is the obstacle.',
  })
  principal: PrincipalRefType | null
}

@ObjectType('NearestPath', {
  simpleResolvers: true,
  description: 'The path by which a principal would most nearly have been migrated.',
})
export class NearestPathType extends TriggerType implements ExplainedPath {
  @Field(() => [ObstacleType], {
    description: 'All that stands in the way, from the item on; without these the principal would migrate.',
  })
  obstacles: ObstacleType[]
}
