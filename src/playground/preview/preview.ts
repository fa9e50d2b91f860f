import { createDocuments } from '../../library/parse.ts';
import type { Library } from '../../library/schema.ts';
import { languagesIn, readTree } from '../../library/tree.ts';
import type { LibrarySource } from '../../library/watch.ts';
import { countryName } from '../../safety/lines.ts';
import { checkReport } from './checked.ts';
import type { Checked, Group, Named, View } from './contract.ts';
import { days, openings } from './daily.ts';
import type { Desk } from './desk.ts';
import { helpLines } from './help-lines.ts';
import { exercises, explainers } from './pages.ts';
import { phrases } from './phrases.ts';
import { createPlaces } from './places.ts';
import { safetyCards } from './safety-cards.ts';
import { feelings, hardMoment, reach } from './short-texts.ts';
import { sources } from './sources.ts';

/** All words as those who write them want to see them: the bot's own, with their files and what the content check says. */
export interface Preview {
  /** Another one means that content/ was read anew; nothing while the bot is still starting. */
  version(): string | undefined;
  /** @throws WantedError for a language or a country that content/ does not have. */
  view(wanted: Wanted): Promise<View>;
  check(): Promise<Checked>;
  /** The picture of an exercise by the name of its file. */
  picture(language: string, file: string): Uint8Array | undefined;
}

interface Wanted {
  language: string;
  country?: string | undefined;
}

export interface PreviewOptions {
  /** The bot's words; nothing while it is still starting. */
  words: () => LibrarySource | undefined;
  /** Folder of content/. */
  content: string;
  now?: () => number;
}

/** Nobody can show what was asked for; the message says why in a sentence. */
export class WantedError extends Error {
  override name = 'WantedError';
}

export function createPreview({ words, content, now = Date.now }: PreviewOptions): Preview {
  const started = now();
  const documents = createDocuments();
  const dayNow = () => new Date(now()).toISOString().slice(0, DAY_LENGTH);
  const source = () => {
    const given = words();
    if (!given) throw new WantedError('Steady is still starting. Try again in a moment.');
    return given;
  };
  const versionOf = (given: LibrarySource) => `${started}.${given.readings()}`;
  let last: { key: string; checked: Promise<Checked> } | undefined;
  return {
    version: () => (words() ? versionOf(source()) : undefined),
    async view({ language, country }) {
      const given = source();
      const [version, library] = [versionOf(given), given.current()];
      const tree = await readTree(content, [], documents);
      const languages = [...new Set(['en', ...languagesIn(tree)])];
      expectOneOf('a language', languages, language);
      const codes = library.countries.map(({ code }) => code);
      if (country !== undefined) expectOneOf('a country', codes, country);
      const places = createPlaces(tree, language);
      const desk = { library, words: library.words(language), places, now: now(), country };
      return {
        version,
        language,
        languages: languages.map(code => ({ code, name: languageName(code) })),
        ...(country !== undefined && { country }),
        countries: countriesOf(library),
        today: dayNow(),
        isWatched: given.isWatched,
        groups: groupsOf(desk),
      };
    },
    check() {
      const [version, today] = [versionOf(source()), dayNow()];
      const key = `${version} ${today}`;
      if (last?.key !== key) {
        const checked = checkReport(content, today, documents).then(report => ({
          version,
          ...(report && { report }),
        }));
        last = { key, checked };
        checked.catch(() => (last = undefined));
      }
      return last.checked;
    },
    picture(language, file) {
      const { exercises } = source().current().words(language);
      return exercises.find(({ picture }) => picture?.file === file)?.picture?.data;
    },
  };
}

function groupsOf(desk: Desk): Group[] {
  const groups = [explainers, exercises, safetyCards, openings, days].map(group => group(desk));
  const more = [helpLines, feelings, reach, hardMoment].map(group => group(desk));
  return [...groups, ...more, phrases(desk), sources(desk, [...groups, ...more])];
}

function countriesOf({ countries }: Library): Named[] {
  const named = countries.map(({ code }) => ({ code, name: countryName(code, 'en') }));
  return named.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function expectOneOf(what: string, codes: readonly string[], came: string): void {
  if (codes.includes(came)) return;
  throw new WantedError(`Expected ${what} that content/ has (${codes.join(', ')}), came "${came}".`);
}

const languageName = (code: string): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;

const DAY_LENGTH = 'YYYY-MM-DD'.length;
