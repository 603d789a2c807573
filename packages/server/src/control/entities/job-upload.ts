import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'

import { Job } from './job.js'
import { Upload } from './upload.js'

/** That a job uses an upload, which is kept as long. */
@Entity('job_uploads')
@Index('ix_job_uploads_upload', ['uploadId'])
export class JobUpload {
  @PrimaryColumn('varchar') jobId: string
  @PrimaryColumn('varchar') uploadId: string
  @ManyToOne(() => Job, { nullable: false })
  @JoinColumn({ name: 'jobId', foreignKeyConstraintName: 'fk_job_uploads_job' })
  job?: Relation<Job>
  @ManyToOne(() => Upload, { nullable: false })
  @JoinColumn({ name: 'uploadId', foreignKeyConstraintName: 'fk_job_uploads_upload' })
  upload?: Relation<Upload>
}
