import { Refusal, refuse } from '#kernel/refusal.ts'

/** Refusals that are about what an upload is called; every other one is about its bytes. */
const aboutName = new Set(['files.not-a-table', 'files.name-differs'])

/**
 * Does work on an upload sent as `{ name, base64 }`; a refusal of its file names the field of the body it is about. `at` is where in the
 * body the upload stands, with a dot behind it.
 */
export async function ofUpload<Result>(work: () => Promise<Result>, at = ''): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || !error.code.startsWith('files.') || error.field !== null) throw error
    throw refuse(error.code, error.params, {
      field: `${at}${aboutName.has(error.code) ? 'name' : 'base64'}`,
      status: error.status,
    })
  }
}
