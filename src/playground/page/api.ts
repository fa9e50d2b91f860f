/** Talks to the stand-in: what the page asks for, does and changes, over HTTP. */
import type { Act, Outcome, Person, View } from '../standin/contract.ts';

export type PersonChange = Partial<Pick<Person, 'closedDms' | 'managesServer' | 'locale'>>;

/** The stand-in does not answer at all: it stopped, or is being started again. */
export class AwayError extends Error {
  override name = 'AwayError';
}

/** The stand-in would not do it, and says why in a sentence. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** Everything one person sees; without a person, what the first one sees. Throws when the stand-in does not answer. */
export async function fetchView(person?: string): Promise<View> {
  const query = person === undefined ? '' : `?person=${encodeURIComponent(person)}`;
  return (await ask(`/playground/view${query}`, {})) as View;
}

/** Does something as a person and waits for what comes of it. */
export async function doAct(act: Act): Promise<Outcome> {
  return (await ask('/playground/act', json('POST', act))) as Outcome;
}

/** Changes what is true of a person. */
export async function changePerson(id: string, change: PersonChange): Promise<void> {
  await ask(`/playground/people/${encodeURIComponent(id)}`, json('PATCH', change));
}

/** What the stand-in's clock shows, in milliseconds since 1970; nothing where it has none that can be pushed. */
export async function fetchClock(): Promise<number | undefined> {
  const response = await send('/playground/clock', {});
  return response.status === 404 ? undefined : ((await answerOf(response)) as { now: number }).now;
}

/** Pushes the clock and gives what it shows then. Throws RefusedError with the stand-in's reason. */
export async function pushClock(to: number): Promise<number> {
  const response = await send('/playground/clock', json('POST', { to }));
  const answer = (await response.json()) as { now: number } | { error: string };
  if ('error' in answer) throw new RefusedError(answer.error);
  return answer.now;
}

function json(method: string, body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function ask(path: string, init: RequestInit): Promise<unknown> {
  return answerOf(await send(path, init));
}

/** Asks for a path. Throws AwayError when nothing answers. */
export function send(path: string, init: RequestInit): Promise<Response> {
  return fetch(path, init).catch((error: unknown) => {
    throw new AwayError('The playground does not answer. Is it still running?', { cause: error });
  });
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(
      `The playground was expected to answer 200 and answered ${response.status}: ${text.slice(0, 200)}`,
    );
  }
  return text === '' ? undefined : JSON.parse(text);
}
