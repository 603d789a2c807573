import { graphql } from '../../../app/graphql.js'

export const JOB_DEFINITION = graphql(`
  query JobDefinition($id: ID!) {
    jobDefinition(jobId: $id)
    job(id: $id) {
      id
      name
      updatedAt
    }
  }
`)

export const DIRECTORY_NAMES = graphql(`
  query DirectoryNames {
    missingDirectories
    directories {
      id
      name
      kind
    }
  }
`)

export const CHECK_JOB = graphql(`
  query CheckJob($definition: JSONObject!, $jobId: ID) {
    checkJob(definition: $definition, jobId: $jobId) {
      faults {
        path
        message
      }
    }
  }
`)

export const CREATE_JOB = graphql(`
  mutation CreateJob($input: CreateJobInput!) {
    createJob(input: $input) {
      __typename
      ... on Job {
        id
        name
      }
      ... on Problem {
        code
        message
      }
      ... on InvalidJobProblem {
        faults {
          path
          message
        }
      }
    }
  }
`)

export const UPDATE_JOB = graphql(`
  mutation UpdateJob($input: UpdateJobInput!) {
    updateJob(input: $input) {
      __typename
      ... on Job {
        id
        name
      }
      ... on Problem {
        code
        message
      }
      ... on InvalidJobProblem {
        faults {
          path
          message
        }
      }
    }
  }
`)

export const DELETE_JOB = graphql(`
  mutation DeleteJob($input: JobInput!) {
    deleteJob(input: $input) {
      __typename
      ... on DeletedJob {
        jobId
        runCount
      }
      ... on Problem {
        code
        message
      }
    }
  }
`)
