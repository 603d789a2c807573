/** Raised by long work when it was asked to stop; what is finished stays. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}
