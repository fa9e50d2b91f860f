/** What is wrong with the store: not there, out of space, held by another, not answering in time, not letting us in, or anything else. */
export type StoreFault = 'away' | 'full' | 'locked' | 'slow' | 'refused' | 'failed';

/** The store could not be asked, or could not keep something. Its message is one plain sentence for the operator. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly why: StoreFault;

  constructor(why: StoreFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/** The optional package behind `sqlite://` is not installed, or could not be built. */
export class DriverMissingError extends StoreError {
  override name = 'DriverMissingError';
}
