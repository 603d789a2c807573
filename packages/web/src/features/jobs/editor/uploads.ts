import { shallowReactive } from 'vue'
import type { UploadKind } from './formats.js'

/** A sent file as the server describes it. */
export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** A file on its way. */
export interface Sending {
  readonly file: File
  sent: number
  /** Why it was refused; null while it is under way. */
  fault: string | null
  cancel: () => void
}

const UNREACHABLE = 'The server did not answer. Send the file again.'

const refusal = (request: XMLHttpRequest): string => {
  try {
    const { message } = JSON.parse(request.responseText) as { message?: unknown }
    return typeof message === 'string' ? message : UNREACHABLE
  } catch {
    return UNREACHABLE
  }
}

/** Sends one file; `fetch` tells nothing of how far a body is, so this is the older interface. */
export const send = (file: File, kind: UploadKind): { sending: Sending; done: Promise<Uploaded | null> } => {
  const request = new XMLHttpRequest()
  const sending = shallowReactive<Sending>({
    file,
    sent: 0,
    fault: null,
    cancel: () => request.abort(),
  })
  const done = new Promise<Uploaded | null>((resolve) => {
    const refuse = (fault: string): void => {
      sending.fault = fault
      resolve(null)
    }
    request.upload.onprogress = ({ loaded }) => (sending.sent = loaded)
    request.onload = () =>
      request.status === 201
        ? resolve(JSON.parse(request.responseText) as Uploaded)
        : refuse(refusal(request))
    request.onerror = () => refuse(UNREACHABLE)
    request.onabort = () => resolve(null)
  })
  request.open('POST', `/v1/uploads?${new URLSearchParams({ kind, name: file.name }).toString()}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.send(file)
  return { sending, done }
}

const known = shallowReactive(new Map<string, Uploaded>())

/** What is known of an upload: its name and size, once the server has said so. */
export const uploadOf = (id: string): Uploaded | undefined => known.get(id)
export const remember = (upload: Uploaded): void => void known.set(upload.id, upload)

/** Asks for an upload that an existing job names. One that cannot be had is shown by its id. */
export const learn = async (id: string): Promise<void> => {
  if (known.has(id)) return
  const answer = await fetch(`/v1/uploads/${encodeURIComponent(id)}`, { credentials: 'same-origin' }).catch(
    () => null,
  )
  if (answer?.ok) remember((await answer.json()) as Uploaded)
}
