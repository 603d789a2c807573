import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'

import { removeDirectory, saveDraft, testDraft } from '../../directories/configure.js'
import { estimateOf } from '../../directories/estimate.js'
import { Access } from '../access.js'
import { audited } from '../audited.js'
import type { Context } from '../context.js'
import { IllegalStateProblem, problemResult } from '../problems/problem-types.js'
import { directoryView } from './directory-views.js'
import { DirectoryEstimate, DirectoryType } from './directory.js'
import { DirectoryInput, DirectoryRef } from './inputs.js'
import { RemoveDirectoryResult, SaveDirectoryResult, TestDirectoryResult } from './results.js'

/** None of these operations answers an IllegalStateProblem: that would be a fault of ours. */
const result = (fault: unknown) => {
  const problem = problemResult(fault)
  if (problem instanceof IllegalStateProblem) throw fault
  return problem
}

const draftOf = ({ directoryId, ...draft }: DirectoryInput) => ({
  id: directoryId ?? null,
  draft: { ...draft },
})

@Resolver()
export class DirectoriesResolver {
  @Access('viewer')
  @Query(() => [DirectoryType], { description: 'The live directories that are configured, by name.' })
  async directories(@Ctx() context: Context): Promise<DirectoryType[]> {
    return (await context.control.directories.list()).map((directory) => directoryView(context, directory))
  }

  @Access('viewer')
  @Query(() => DirectoryType, {
    nullable: true,
    description: 'One of them; null where there is none of that id.',
  })
  async directory(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the directory.' }) id: string,
  ): Promise<DirectoryType | null> {
    const directory = await context.control.directories.find(id)
    return directory === null ? null : directoryView(context, directory)
  }

  @Access('viewer')
  @Query(() => [String], { description: 'Directories that jobs name and nobody has configured, by name.' })
  async missingDirectories(@Ctx() { control }: Context): Promise<string[]> {
    const known = new Set((await control.directories.list()).map(({ name }) => name))
    return (await control.jobs.directoryNames()).filter((name) => !known.has(name))
  }

  @Access('viewer')
  @Query(() => DirectoryEstimate, {
    nullable: true,
    description: 'What the look-ups of a job will take; null where the job reads no live directory.',
  })
  directoryEstimate(
    @Ctx() { control }: Context,
    @Arg('jobId', () => ID, { description: 'The job.' }) jobId: string,
  ): Promise<DirectoryEstimate | null> {
    return estimateOf(control, jobId)
  }

  @Access('admin')
  @Mutation(() => TestDirectoryResult, {
    description:
      'Asks a directory with these values. Only values that passed a test, exactly as given, can be saved.',
  })
  testDirectory(
    @Ctx() context: Context,
    @Arg('input', () => DirectoryInput, { description: 'What to test.' }) input: DirectoryInput,
  ): Promise<typeof TestDirectoryResult> {
    const { control, tested, signal } = context
    const test = async () => ({ users: (await testDraft(control, tested, draftOf(input), signal)).users })
    return audited(context, 'TEST_DIRECTORY', input.name, test).catch(result)
  }

  @Access('admin')
  @Mutation(() => SaveDirectoryResult, { description: 'Saves a configuration that has passed its test.' })
  saveDirectory(
    @Ctx() context: Context,
    @Arg('input', () => DirectoryInput, { description: 'What to save.' }) input: DirectoryInput,
  ): Promise<typeof SaveDirectoryResult> {
    const save = async () =>
      directoryView(context, await saveDraft(context.control, context.tested, draftOf(input)))
    return audited(context, 'SAVE_DIRECTORY', input.name, save).catch(result)
  }

  @Access('admin')
  @Mutation(() => RemoveDirectoryResult, { description: 'Removes a configuration, its secrets with it.' })
  removeDirectory(
    @Ctx() context: Context,
    @Arg('input', () => DirectoryRef, { description: 'What to remove.' }) { directoryId }: DirectoryRef,
  ): Promise<typeof RemoveDirectoryResult> {
    const remove = async () => {
      await removeDirectory(context.control, directoryId)
      return { id: directoryId }
    }
    return audited(context, 'REMOVE_DIRECTORY', directoryId, remove).catch(result)
  }
}
