import type { AttemptOutcome, EvidenceStep, NearMissKind, Rejection } from '@crosswalk/core'
import { Field, Int, ObjectType } from 'type-graphql'

import { EvidenceRuleEnum, NearMissKindEnum, RejectionEnum, VerdictEnum } from '../enums.js'
import { Identity } from './identity.js'

/** Evidence is worked out row by row: it is for one row, and a list of rows goes over the limit. */
export const EVIDENCE_COST = 9_000

@ObjectType({ simpleResolvers: true, description: 'A destination identity that has the value compared.' })
export class Candidate {
  @Field(() => Identity, { description: 'Who it is.' })
  identity: Identity
  @Field(() => String, { nullable: true, description: 'The compared field as the destination writes it.' })
  written: string | null
  @Field(() => String, { description: 'Its normalised value.' })
  compared: string
  @Field(() => RejectionEnum, { nullable: true, description: 'Why it may not be used; null where it may.' })
  rejected: Rejection | null
}

@ObjectType('EvidenceStep', {
  simpleResolvers: true,
  description: 'One rule tried for a row, and how it ended.',
})
export class EvidenceStepType {
  @Field(() => EvidenceRuleEnum, { description: 'The rule.' })
  rule: EvidenceStep['rule']
  @Field(() => VerdictEnum, { description: 'How it ended.' })
  verdict: AttemptOutcome
  @Field(() => String, {
    nullable: true,
    description: 'The field compared: email, id, username, name or caption; null where none was.',
  })
  field: string | null
  @Field(() => String, { nullable: true, description: 'The compared field as the source writes it.' })
  written: string | null
  @Field(() => String, { nullable: true, description: "The source's normalised value." })
  compared: string | null
  @Field(() => [Candidate], {
    description: 'Destination identities with that value, at most 20, those that may be used first.',
  })
  candidates: readonly Candidate[]
  @Field(() => Int, { description: 'Candidates beyond those.' })
  moreCandidates: number
  @Field(() => Boolean, { description: 'Whether the row stops here.' })
  decides: boolean
  @Field(() => String, { description: 'Why it ended so, in a sentence.' })
  message: string
}

@ObjectType({ simpleResolvers: true, description: 'A destination identity that almost matched.' })
export class NearMiss {
  @Field(() => NearMissKindEnum, { description: 'How close it comes.' })
  kind: NearMissKind
  @Field(() => String, { description: 'The same in a sentence.' })
  message: string
  @Field(() => Identity, { description: 'Who it is.' })
  identity: Identity
  @Field(() => String, { description: 'The normalised value both come close in.' })
  shared: string
}
