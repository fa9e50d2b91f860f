import type { UploadedFile } from '../api.ts';
import { type ApiError, type Flaw, tooLarge } from '../errors.ts';
import { attachmentNames, type Part } from './components.ts';

/** An entry of a body's `attachments`: a file sent along, named by its slot, or one that is kept, by its id. */
export interface ListedFile {
  id: string;
  filename: string | undefined;
  description: string | undefined;
}

export interface FilesOfMessage {
  sent: readonly UploadedFile[];
  listed: readonly ListedFile[] | undefined;
  /** What stands on the message, if one is being edited. */
  before: readonly { id: string; filename: string }[] | undefined;
  components: readonly Part[];
  /** Components-v2 messages show a file only through a component. */
  isLayout: boolean;
}

/** The entry that speaks of a file sent along, if there is one. */
export function entryOf(
  file: UploadedFile,
  index: number,
  listed: readonly ListedFile[] | undefined,
): ListedFile | undefined {
  return listed?.find(({ id }) => id === slotOf(file, index));
}

/** What is wrong with the files of a message, and with how its components name them. */
export function fileFlaws(files: FilesOfMessage): Flaw[] {
  const { sent, listed, before, components, isLayout } = files;
  const kept = (before ?? []).filter(({ id }) => listed === undefined || listed.some(one => one.id === id));
  const fresh = sent.map((file, index) => entryOf(file, index, listed)?.filename ?? file.name);
  const names = [...kept.map(({ filename }) => filename), ...fresh];
  const used = attachmentNames(components);
  return [
    ...strayEntries(files),
    ...unlistedFiles(files),
    ...(names.length > MOST_FILES
      ? [wrong(`expected at most ${MOST_FILES} files; came ${names.length}`, 'BASE_TYPE_MAX_LENGTH')]
      : []),
    ...fresh
      .filter(name => !FILE_NAME.test(name))
      .map(name => wrong(`expected a name of letters, digits, dots, dashes and underscores; came "${name}"`)),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map(name => wrong(`expected each file name once; "${name}" came again`)),
    ...used
      .filter(name => !names.includes(name))
      .map(name =>
        wrong(
          `expected a file named "${name}" sent along or kept; came ${names.join(', ') || 'none'}`,
          'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
        ),
      ),
    ...fresh
      .filter(name => isLayout && !used.includes(name))
      .map(name => wrong(`expected a component that shows "${name}"; came none`)),
  ];
}

/** 40005 when a file is larger than Discord takes. */
export function largeFile(files: readonly UploadedFile[]): ApiError | undefined {
  const largest = files.find(({ data }) => data.byteLength > LARGEST_FILE);
  return (
    largest &&
    tooLarge(
      `files: expected at most ${LARGEST_FILE} bytes each; "${largest.name}" has ${largest.data.byteLength}`,
    )
  );
}

function strayEntries({ sent, listed = [], before }: FilesOfMessage): Flaw[] {
  const slots = sent.map(slotOf);
  return listed
    .filter(({ id }) => !slots.includes(id) && !before?.some(file => file.id === id))
    .map(({ id }) => wrong(`expected the number of a file sent along, or the id of one kept; came "${id}"`));
}

/** In an edit the list, once given, says all that stands on the message afterwards: new files too. */
function unlistedFiles({ sent, listed, before }: FilesOfMessage): Flaw[] {
  if (!before || !listed) return [];
  return sent
    .filter((file, index) => !entryOf(file, index, listed))
    .map(({ name }) => wrong(`expected an entry for "${name}", which is sent along; came none`));
}

const slotOf = (file: UploadedFile, index: number): string => String(file.slot ?? index);

const wrong = (message: string, code = 'BASE_TYPE_INVALID'): Flaw => ({
  path: ['attachments'],
  code,
  message,
});

const MOST_FILES = 10;
const LARGEST_FILE = 10 * 1024 * 1024;
const FILE_NAME = /^[\w.-]+$/;
