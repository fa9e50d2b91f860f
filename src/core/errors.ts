/**
 * The person asked for something that cannot be done, and one sentence says what was expected and what came.
 * Its message is shown to them; any other error is a bug and is never shown.
 */
export class UserError extends Error {
  override name = 'UserError';
}
