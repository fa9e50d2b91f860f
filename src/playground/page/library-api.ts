/** What the page of all words asks the playground for, and what of it stands in the address. */
import type { Checked, View } from '../preview/contract.ts';
import { RefusedError, send } from './api.ts';

export interface Wanted {
  language: string;
  /** Code of the country that safety cards are filled for, if any. */
  country: string;
}

export async function fetchView(wanted: Wanted): Promise<View> {
  return (await ask(`/playground/library?${new URLSearchParams({ ...wanted })}`)) as View;
}

export async function fetchCheck(): Promise<Checked> {
  return (await ask('/playground/library/check')) as Checked;
}

/** Another one means that there is something new to fetch. */
export async function fetchVersion(): Promise<string> {
  return ((await ask('/playground/library/version')) as { version: string }).version;
}

export function readWanted(): Wanted {
  const given = new URLSearchParams(location.search);
  return { language: given.get('language') ?? 'en', country: given.get('country') ?? '' };
}

export function writeWanted({ language, country }: Wanted): void {
  const given = new URLSearchParams({
    ...(language !== 'en' && { language }),
    ...(country !== '' && { country }),
  });
  const address = `${location.pathname}${given.size > 0 ? `?${given}` : ''}${location.hash}`;
  history.replaceState(null, '', address);
}

/** Throws AwayError when nothing answers, RefusedError with the sentence of what is refused. */
async function ask(path: string): Promise<unknown> {
  const response = await send(path, {});
  const answer: unknown = await response.json();
  if (response.ok) return answer;
  throw new RefusedError((answer as { error: string }).error);
}
