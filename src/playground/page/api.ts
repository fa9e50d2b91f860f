/** Talks to the stand-in: what the page asks for, does and changes, over HTTP. */
import type { Act, Outcome, Person, View, WireView } from '../standin/contract.ts';

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

/** What the bot keeps about a person, as it is stored. Throws RefusedError where the bot does not run. */
export async function fetchStored(person: string): Promise<Record<string, unknown>> {
  return (await askFor(`/playground/stored?person=${encodeURIComponent(person)}`, {})) as Record<
    string,
    unknown
  >;
}

/** What went over the wire for a person lately. */
export async function fetchWire(person: string): Promise<WireView> {
  return (await askFor(`/playground/wire?person=${encodeURIComponent(person)}`, {})) as WireView;
}

/** Brings somebody new. Throws RefusedError when there are enough. */
export async function joinPerson(): Promise<Person> {
  return (await askFor('/playground/people', json('POST', {}))) as Person;
}

/** Stops the bot and starts it anew. Throws RefusedError when it could not be started. */
export async function restartBot(): Promise<void> {
  await askFor('/playground/bot/restart', json('POST', {}));
}

/** Makes everything be forgotten, and starts the bot anew. Throws RefusedError with the reason why not. */
export async function resetPlayground(): Promise<void> {
  await askFor('/playground/bot/reset', json('POST', {}));
}

/** What the stand-in's clock shows, in milliseconds since 1970; nothing where it has none that can be pushed. */
export async function fetchClock(): Promise<number | undefined> {
  const response = await send('/playground/clock', {});
  return response.status === 404 ? undefined : ((await answerOf(response)) as { now: number }).now;
}

/** Pushes the clock and gives what it shows then. Throws RefusedError with the stand-in's reason. */
export async function pushClock(to: number): Promise<number> {
  return ((await askFor('/playground/clock', json('POST', { to }))) as { now: number }).now;
}

/** Asks for what may be refused in a sentence. */
async function askFor(path: string, init: RequestInit): Promise<object> {
  const answer = (await (await send(path, init)).json()) as { error: string } | object;
  if ('error' in answer) throw new RefusedError(answer.error);
  return answer;
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
