/** The tree Discord answers: the path to a field, and what is wrong there under `_errors`. */
export interface ErrorTree {
  [key: string]: ErrorTree | { code: string; message: string }[];
}

interface ApiErrorParts {
  status: number;
  code: number;
  message: string;
  errors?: ErrorTree;
  /** Set when the bot broke a rule: what was expected and what came. */
  problem?: string;
}

/** A refusal as Discord words it. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly errors: ErrorTree | undefined;
  readonly problem: string | undefined;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.status = parts.status;
    this.code = parts.code;
    this.errors = parts.errors;
    this.problem = parts.problem;
  }

  /** The body Discord sends with the status. */
  toJSON(): { message: string; code: number; errors?: ErrorTree } {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) };
  }
}

/** One fault of a body: where, what was expected and what came, in one sentence. */
export interface Flaw {
  path: readonly (string | number)[];
  code: string;
  message: string;
}

/** 50035, with every flaw at its place in the tree. */
export function invalidForm(flaws: readonly Flaw[]): ApiError {
  const errors: ErrorTree = {};
  for (const { path, code, message } of flaws) {
    let branch = errors;
    for (const step of path.map(String)) {
      const next = branch[step];
      const deeper: ErrorTree = next && !Array.isArray(next) ? next : {};
      branch[step] = deeper;
      branch = deeper;
    }
    const here = branch._errors;
    branch._errors = [...(Array.isArray(here) ? here : []), { code, message }];
  }
  const problem = flaws.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  return new ApiError({ status: 400, code: 50035, message: 'Invalid Form Body', errors, problem });
}

const refusal = (status: number, code: number, message: string) => (problem?: string) =>
  new ApiError({ status, code, message, ...(problem !== undefined && { problem }) });

export const unauthorized = refusal(401, 0, '401: Unauthorized');
export const unknownRoute = refusal(404, 0, '404: Not Found');
export const unknownChannel = refusal(404, 10003, 'Unknown Channel');
export const unknownMessage = refusal(404, 10008, 'Unknown Message');
export const unknownUser = refusal(404, 10013, 'Unknown User');
export const unknownWebhook = refusal(404, 10015, 'Unknown Webhook');
export const unknownInteraction = refusal(404, 10062, 'Unknown interaction');
export const alreadyAnswered = refusal(400, 40060, 'Interaction has already been acknowledged.');
export const missingAccess = refusal(403, 50001, 'Missing Access');
export const dmOnly = refusal(403, 50003, 'Cannot execute action on this channel type');
export const notTheAuthor = refusal(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = refusal(400, 50006, 'Cannot send an empty message');
export const closedDms = refusal(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = refusal(403, 50013, 'Missing Permissions');
export const invalidToken = refusal(401, 50027, 'Invalid Webhook Token');
export const tooLarge = refusal(413, 40005, 'Request entity too large');
